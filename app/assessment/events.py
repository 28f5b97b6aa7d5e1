"""What this room announces."""

from blinker import Signal

# An attempt was handed in and has its result, where people had to mark it after the hand-in; sent with attempt, by, at.
attempt_graded = Signal()
