"""Who may see what is published. Lessons themselves belong to those who study; see the room of learning."""

from app.core.actor import Actor


def may_read_about(_actor: Actor | None) -> bool:
    """What a course teaches, the law it cites and its terms are public, pictures included."""
    return True
