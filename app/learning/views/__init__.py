"""Pages of studying, one file a subject."""
