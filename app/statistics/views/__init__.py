"""Tests, questions, files, formulas."""
