"""What may be chosen in a question, and what was, for the table of answers by thirds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.assessment.items.common import Item
from app.core.bilingual import Bilingual


@dataclass(frozen=True)
class Option:
    id: str
    text: Bilingual
    is_right: bool


def of(item: Item) -> tuple[Option, ...]:
    """Nothing where an answer is no choice among options: there only the thirds themselves are compared."""
    return tuple(Option(one.id, one.text, one.right) for one in getattr(item, "options", ()))


def chosen(value: Mapping[str, Any] | None) -> tuple[str, ...]:
    """As single and multiple choice keep it; nothing for no answer."""
    if value is None:
        return ()
    return tuple(value.get("choices") or filter(None, [value.get("choice")]))
