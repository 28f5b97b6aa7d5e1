"""What this room announces."""

from blinker import Signal

# An attempt was handed in and graded; sent with attempt, by, at.
attempt_graded = Signal()
