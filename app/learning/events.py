"""What this room announces."""

from blinker import Signal

# A course is complete for the first time; sent with enrolment, completion.
course_completed = Signal()
# Two persons took a certificate back; sent with given.
certificate_revoked = Signal()
# What two records earned counts for one of them from now on, or for each again; sent with person_ids.
counted_anew = Signal()
