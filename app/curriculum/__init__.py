"""Courses as bundles of files, immutable releases, the register of acts, the glossary."""
