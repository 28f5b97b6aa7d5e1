"""People, units, posts, dated appointments, duties; signing in."""
