"""Completion, personal records, exports."""
