"""What this room announces; handlers run at once, in the same transaction."""

from blinker import Signal

# Can a list be undone? Rooms above look at their own rows, change nothing, and return an aftermath.Answer.
# Sent with left, an aftermath.Aftermath.
list_looked_at = Signal()
# A list is about to be undone, and no room had a word against it: they take back what they began because of it.
# Sent with left, by, at.
list_undoing = Signal()
# A list was undone: people stand again where they stood. Sent with left, by, at.
list_undone = Signal()
