"""Pages of reports, one file a subject."""
