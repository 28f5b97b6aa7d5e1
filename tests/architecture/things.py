"""What the addresses of the program name, so that every one of them can be walked.

A parameter of an address that names somebody's thing has a factory here, which makes one for Asel, Bek and Maksat:
  asel    hers, in the unit of Daniyar
  bek     of another unit of the same academy
  maksat  of the other academy
  absent  what does not exist
What belongs to nobody (courses, the law) is in CONTENT: one that exists, one that does not.
A new parameter needs a line here; a test says which is missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from werkzeug.routing import Map, Rule

from tests.architecture.table import Step
from tests.cast import Cast

OWNERS = ("asel", "bek", "maksat")
NOBODY, ABSENT = "-", "absent"
NO_NUMBER = 987_654_321

UNITS = {"asel": "sverdlov", "bek": "osh", "maksat": "court"}

Factory = Callable[[Cast, str], object]
OWNED: dict[str, tuple[Factory, object]] = {}
CONTENT: dict[str, tuple[object, object]] = {}
GROWERS: list[Callable[[Cast, int], None]] = []


def owned(parameter: str, absent: object = NO_NUMBER) -> Callable[[Factory], Factory]:
    """Registers a factory; `blueprint:parameter` where one name means different things."""

    def register(factory: Factory) -> Factory:
        OWNED[parameter] = (factory, absent)
        return factory

    return register


def content(parameter: str, there: object, absent: object) -> None:
    CONTENT[parameter] = (there, absent)


def grows(grower: Callable[[Cast, int], None]) -> Callable[[Cast, int], None]:
    """Registers what makes n more rows of a kind, for counting statements."""
    GROWERS.append(grower)
    return grower


def _known(endpoint: str, parameter: str, where: Iterable[str]) -> str | None:
    own = f"{endpoint.split('.')[0]}:{parameter}"
    return next((name for name in (own, parameter) if name in where), None)


def unknown(addresses: Map) -> list[str]:
    """Parameters that nothing here stands for."""
    return sorted(
        f"{rule.rule}: nothing in things.py for {parameter}"
        for rule in addresses.iter_rules()
        for parameter in rule.arguments
        if not _known(rule.endpoint, parameter, OWNED)
        and not _known(rule.endpoint, parameter, CONTENT)
    )


def whose(rule: Rule) -> tuple[str, ...]:
    """Which things an address is walked with."""
    if any(_known(rule.endpoint, p, OWNED) for p in rule.arguments):
        return (*OWNERS, ABSENT)
    return (NOBODY, ABSENT) if rule.arguments else (NOBODY,)


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def steps(addresses: Map) -> set[Step]:
    return {
        Step(rule.endpoint, method, of)
        for rule in addresses.iter_rules()
        for method in methods(rule)
        for of in whose(rule)
    }


@dataclass
class Things:
    """Made once, for the whole walk."""

    made: dict[tuple[str, str], object] = field(default_factory=dict)

    @classmethod
    def make(cls, cast: Cast) -> "Things":
        things = cls()
        for name, (factory, absent) in OWNED.items():
            things.made |= {(name, owner): factory(cast, owner) for owner in OWNERS}
            things.made[name, ABSENT] = absent
        for name, (there, absent) in CONTENT.items():
            things.made |= {(name, of): there for of in (*OWNERS, NOBODY)}
            things.made[name, ABSENT] = absent
        return things

    def values(self, rule: Rule, of: str) -> dict[str, object]:
        """What stands in the address."""
        found = {}
        for parameter in rule.arguments:
            name = _known(rule.endpoint, parameter, {**OWNED, **CONTENT})
            assert name, f"nothing in things.py for {parameter}"
            found[parameter] = self.made[name, of]
        return found
