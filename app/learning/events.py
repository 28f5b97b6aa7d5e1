"""What this room announces."""

from blinker import Signal

# A course is complete for the first time; sent with enrolment, completion.
course_completed = Signal()
# Two persons took a certificate back; sent with given.
certificate_revoked = Signal()
# Two records were made one, or set apart: what each has earned is another; sent with person_ids.
earnings_moved = Signal()
