"""The calendar of a case: it has weekdays and hours, and no years."""

from dataclasses import dataclass

from app.scenarios.parts import TimeOfDay, Weekday
from app.scenarios.shapes import Clock

DAYS: tuple[Weekday, ...] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
A_DAY = 24 * 60
A_WEEK = 7 * A_DAY
# By the minute of a day. Courts and offices are open by day, Monday to Friday.
TIMES: dict[TimeOfDay, tuple[int, int]] = {
    "morning": (8 * 60, 11 * 60),
    "day": (9 * 60, 18 * 60),
    "evening": (18 * 60, 22 * 60),
    "night": (22 * 60, A_DAY),
}
WORKING_DAYS = 5


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
    days, minute = divmod(minutes + _minute(clock.hour), A_DAY)
    return Moment(days + 1, (DAYS.index(clock.weekday) + days) % 7, minute)


def until_open(clock: Clock, minutes: int, at: TimeOfDay | None, *, working: bool) -> int:
    """Minutes to wait for a time of day, on a working day where that is asked; none when it is."""
    now = moment(clock, minutes)
    opens, closes = TIMES[at or "day"]
    for days in range(8):
        if working and (now.weekday + days) % 7 >= WORKING_DAYS:
            continue
        start = max(days * A_DAY + opens, now.minute)
        if start < days * A_DAY + closes:
            return start - now.minute
    raise AssertionError("every week has every time of day")


def _minute(hour: str) -> int:
    hours, past = (int(part) for part in hour.split(":"))
    return hours * 60 + past
