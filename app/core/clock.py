"""The only reader of the time. Views, commands and handlers ask; rules and actions are told."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Kyrgyzstan keeps one time all year; its name is never printed.
BISHKEK = ZoneInfo("Asia/Bishkek")


def now() -> datetime:
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The calendar day in Kyrgyzstan."""
    return moment.astimezone(BISHKEK).date()


def start_of(day: date) -> datetime:
    """Midnight in Kyrgyzstan, with which the day begins."""
    return datetime.combine(day, time(), BISHKEK).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Midnight in Kyrgyzstan, at which the day is over: what lies before it was known by the end of the day."""
    return start_of(day + timedelta(days=1))


def today() -> date:
    return day_of(now())
