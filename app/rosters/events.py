"""What this room announces; handlers run at once, in the same transaction."""

from blinker import Signal

# A list is about to be undone: rooms above take back what they began because of it, as long as nobody worked with
# it. Sent with people (ids of those added), begun (ids of the appointments that go), staff_list, by, at.
list_undoing = Signal()
# A list was undone; sent with people: ids of those who are back where they were.
list_undone = Signal()
