"""Who asks, and over which units."""

from dataclasses import dataclass

KINDS_OF_DUTY = (
    "head",
    "trainer",
    "author",
    "translator",
    "reviewer",
    "registrar",
    "auditor",
    "administrator",
)


@dataclass(frozen=True)
class Duty:
    """A right of one kind over a unit and everything below it."""

    kind: str
    unit_path: str


@dataclass(frozen=True)
class Actor:
    """The person who asks, with what is needed to answer "may they?" without the database.

    `person_id` is None for a command or a job. `origin` is the network address, or the command.
    """

    person_id: int | None
    name: str = ""
    language: str = "ky"
    duties: tuple[Duty, ...] = ()
    unit_path: str | None = None
    professions: tuple[str, ...] = ()
    origin: str = ""

    def holds(self, kind: str, unit_path: str | None) -> bool:
        """True when a duty of this kind covers the unit; the path's trailing slash matters."""
        if unit_path is None:
            return False
        return any(unit_path.startswith(path) for path in self.reach(kind))

    def reach(self, *kinds: str) -> tuple[str, ...]:
        """Paths of the units over which one of these duties is held."""
        return tuple(duty.unit_path for duty in self.duties if duty.kind in kinds)

    def highest(self, *kinds: str) -> tuple[str, ...]:
        """The same without those that lie below another: what is below a path is a prefix."""
        paths = sorted(set(self.reach(*kinds)))
        return tuple(p for p in paths if not any(p != q and p.startswith(q) for q in paths))

    def has(self, *kinds: str) -> bool:
        return any(duty.kind in kinds for duty in self.duties)


def system(origin: str) -> Actor:
    """For commands and jobs: nobody's session, every act still has an author in the journal."""
    return Actor(person_id=None, name=origin, origin=origin)
