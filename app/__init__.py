"""Muras. A docstring and nothing else: importing app.learning.rules must not start Flask."""
