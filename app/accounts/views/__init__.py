"""Pages of people, units and signing in."""
