"""Proofs walk the same world as the walls do."""

from tests.architecture.conftest import _walk, own_walk, walk

__all__ = ["_walk", "own_walk", "walk"]
