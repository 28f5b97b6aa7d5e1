"""Pages about what posts require."""
