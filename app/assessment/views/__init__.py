"""Pages of tests, one file a subject."""
