"""Pages of the drills, one file a subject."""
