"""Staff lists as personnel departments export them: read, compared, previewed, applied, undone."""
