"""Enrolment, lessons read, completion, certificates."""
