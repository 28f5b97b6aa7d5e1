"""What this room announces."""

from blinker import Signal

# A run came to an ending; sent with run, by, at.
run_finished = Signal()
