"""The calendar of a case: it has weekdays and hours, and no years."""

from dataclasses import dataclass

from app.scenarios.parts import Weekday
from app.scenarios.shapes import Clock

DAYS: tuple[Weekday, ...] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
A_DAY = 24 * 60
A_WEEK = 7 * A_DAY
# Courts and offices, by the minute of a day; Monday to Friday.
OPENS, CLOSES, WORKING_DAYS = 9 * 60, 18 * 60, 5


@dataclass(frozen=True)
class Moment:
    """`day` counts from 1, `weekday` from Monday as 0, `minute` from midnight."""

    day: int
    weekday: int
    minute: int

    @property
    def hour(self) -> str:
        return f"{self.minute // 60:02}:{self.minute % 60:02}"


def moment(clock: Clock, minutes: int) -> Moment:
    """So many minutes after the case began."""
    hours, past = (int(part) for part in clock.hour.split(":"))
    days, minute = divmod(minutes + hours * 60 + past, A_DAY)
    return Moment(days + 1, (DAYS.index(clock.weekday) + days) % 7, minute)


def until_open(clock: Clock, minutes: int) -> int:
    """Minutes to wait for working hours; none when they are on."""
    now = moment(clock, minutes)
    is_open = now.weekday < WORKING_DAYS and OPENS <= now.minute < CLOSES
    if is_open:
        return 0
    if now.weekday < WORKING_DAYS and now.minute < OPENS:
        return OPENS - now.minute
    days = next(n for n in range(1, 8) if (now.weekday + n) % 7 < WORKING_DAYS)
    return days * A_DAY - now.minute + OPENS
