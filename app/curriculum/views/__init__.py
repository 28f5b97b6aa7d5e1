"""Catalogue, law, glossary, figures: a blueprint each."""
