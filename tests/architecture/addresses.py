"""How things are put into addresses: which parameter stands for what, and whose things an address is walked with.

The things themselves are made in things.py.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from itertools import product

from werkzeug.routing import AnyConverter, Map, Rule

from tests.architecture.table import Step
from tests.cast import Cast

OWNERS = ("asel", "bek", "maksat")
NOBODY, ABSENT = "-", "absent"
NO_NUMBER = 987_654_321

Factory = Callable[[Cast, str], object]
OWNED: dict[str, tuple[Factory, object]] = {}
CONTENT: dict[str, tuple[Callable[[Cast], object], object]] = {}


def owned(parameter: str, absent: object = NO_NUMBER) -> Callable[[Factory], Factory]:
    """Registers a factory; `blueprint:parameter` where one name means different things."""

    def register(factory: Factory) -> Factory:
        OWNED[parameter] = (factory, absent)
        return factory

    return register


def content(parameter: str, absent: object) -> Callable:
    """The same for what belongs to nobody."""

    def register(factory: Callable[[Cast], object]) -> Callable[[Cast], object]:
        CONTENT[parameter] = (factory, absent)
        return factory

    return register


def _known(endpoint: str, parameter: str, where: Container[str]) -> str | None:
    own = f"{endpoint.split('.')[0]}:{parameter}"
    return next((name for name in (own, parameter) if name in where), None)


def _choices(rule: Rule) -> dict[str, list[str]]:
    """Parameters that list their values themselves: <any(appoint, move):deed>."""
    kinds = rule._converters.items()
    return {name: sorted(kind.items) for name, kind in kinds if isinstance(kind, AnyConverter)}


def unknown(addresses: Map) -> list[str]:
    """Parameters that nothing here stands for."""
    return sorted(
        f"{rule.rule}: nothing in things.py for {parameter}"
        for rule in addresses.iter_rules()
        for parameter in rule.arguments - _choices(rule).keys()
        if not _known(rule.endpoint, parameter, {**OWNED, **CONTENT})
    )


def whose(rule: Rule) -> tuple[str, ...]:
    """Which things an address is walked with."""
    if any(_known(rule.endpoint, p, OWNED) for p in rule.arguments):
        return (*OWNERS, ABSENT)
    return (NOBODY, ABSENT) if rule.arguments - _choices(rule).keys() else (NOBODY,)


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
    # What the browsers of those who walk keep in their session.
    remembered: dict[str, str] = field(default_factory=dict)

    @classmethod
    def make(cls, cast: Cast) -> "Things":
        things = cls()
        for name, (factory, absent) in OWNED.items():
            things.made |= {(name, owner): factory(cast, owner) for owner in OWNERS}
            things.made[name, ABSENT] = absent
        for name, (make, absent) in CONTENT.items():
            things.made |= dict.fromkeys(((name, of) for of in (*OWNERS, NOBODY)), make(cast))
            things.made[name, ABSENT] = absent
        return things

    def values(self, rule: Rule, of: str) -> Iterator[dict[str, object]]:
        """What stands in the address; once for each of the values that a parameter lists itself."""
        choices = _choices(rule)
        found = {}
        for parameter in rule.arguments - choices.keys():
            name = _known(rule.endpoint, parameter, {**OWNED, **CONTENT})
            assert name, f"nothing in things.py for {parameter}"
            found[parameter] = self.made[name, of]
        for chosen in product(*choices.values()):
            yield found | dict(zip(choices, chosen, strict=True))
