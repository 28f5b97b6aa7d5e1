"""One page as one person comes to it, and how places in its address are filled."""

import re
from dataclasses import dataclass

from tests.journeys.deeds import Deed


@dataclass(frozen=True)
class Visit:
    who: str
    endpoint: str
    address: str
    status: int = 200
    deed: Deed | None = None
    says: str = ""
    # What can be done once only is done by one person in Kyrgyz and by another in Russian.
    only: str = ""

    def __str__(self) -> str:
        return f"{self.who} {self.address}{' ' if self.says else ''}{self.says}"


def address_of(pattern: str, made: dict[str, object]) -> str:
    """{study-…} stands for the whole path, since only there the number is a name's."""

    def fill(found: re.Match[str]) -> str:
        value = made[found[1]]
        return f"/study/{value}" if found[1].startswith("study-") else str(value)

    return re.sub(r"\{([a-z-]+)\}", fill, pattern)
