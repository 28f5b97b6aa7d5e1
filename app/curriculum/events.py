"""What this room announces; handlers run at once, in the same transaction."""

from blinker import Signal

# A bundle became a release; sent with release, by, at.
release_published = Signal()
# A release is no longer offered; sent with release, by, at.
release_withdrawn = Signal()
