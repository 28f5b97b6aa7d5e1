"""What this room announces; handlers run at once, in the same transaction."""

from blinker import Signal

# A person took a post; sent with person, post, on_day.
post_taken = Signal()
# A person left one post and took another in one act; sent with person, old, new.
person_moved = Signal()
# A person left the service; sent with person, on_day.
person_left = Signal()
# What somebody holds was put right: a departure undone, days or the post of an appointment; sent with person.
service_restated = Signal()
# What is done on a post was put right; sent with post.
post_restated = Signal()
# A record was made one with another, or that was undone; sent with person_id, counts_for_id.
people_merged = Signal()
