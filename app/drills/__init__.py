"""Qualification drills: fact patterns to be marked and named, and how far they are named too low."""
