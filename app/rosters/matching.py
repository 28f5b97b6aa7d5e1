"""Who in the list is who on record. A certain match is unique on both sides; what is only near is left to a person."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from app.rosters.names import exact_key, near_key, one_letter_less
from app.rosters.shapes import Choice, Chosen, Known, Listed

# Shorter names that differ in one letter are simply other names.
_LONG_ENOUGH = 8
_MOST_NEAR = 5


@dataclass
class Matches:
    """By place in the list: the known person; or those it might be."""

    pairs: dict[int, Known] = field(default_factory=dict)
    near: dict[int, tuple[Known, ...]] = field(default_factory=dict)
    renamed: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    # Lines that say "left" of a name somebody bore who has left: another of that name is not meant by it,
    # unless they sit on that very post.
    careful: set[int] = field(default_factory=set)
    # Lines that say "left" of somebody who, by the sign-in name, has left already.
    gone: set[int] = field(default_factory=set)

    def pair(self, number: int, known: Known) -> None:
        self.pairs[number] = known
        self.taken.add(known.person_id)


def match(
    known: Sequence[Known], listed: Sequence[Listed], choices: Mapping[int, Chosen]
) -> Matches:
    found = Matches()
    present = [one for one in known if one.is_present]
    _look_at_departures(found, known, listed)
    _by_sign_in_name(found, present, listed)
    _alike(found, present, listed, lambda one: exact_key(one.name), everywhere=True)
    _alike(found, present, listed, _without_patronymic, everywhere=False)
    _find_near(found, known, listed)
    _choose(found, listed, choices)
    return found


def _look_at_departures(found: Matches, known: Sequence[Known], listed: Sequence[Listed]) -> None:
    gone = [one for one in known if not one.is_present]
    names, signs = {exact_key(one.name) for one in gone}, {one.sign_in_name for one in gone} - {""}
    for number, one in enumerate(listed):
        if one.has_left and one.sign_in_name in signs:
            found.gone.add(number)
        elif one.has_left and exact_key(one.name) in names:
            found.careful.add(number)


def _by_sign_in_name(found: Matches, present: Sequence[Known], listed: Sequence[Listed]) -> None:
    by_name = {one.sign_in_name: one for one in present if one.sign_in_name}
    for number, one in enumerate(listed):
        there = by_name.get(one.sign_in_name) if one.sign_in_name else None
        if there is not None and there.person_id not in found.taken:
            found.pair(number, there)
            if exact_key(there.name) != exact_key(one.name):
                found.renamed.add(number)


def _without_patronymic(one: Known | Listed) -> str:
    return exact_key(f"{one.family_name} {one.given_name}")


def _alike(
    found: Matches, present: Sequence[Known], listed: Sequence[Listed],
    key: Callable[[Known | Listed], str], *, everywhere: bool,
) -> None:  # fmt: skip
    """First those in the same place, then what is left over when it is one on each side.

    Without the patronymic only within a unit, and only where one of the two has none.
    """
    there = _grouped([one for one in present if one.person_id not in found.taken], key)
    here = _grouped(
        [n for n in range(len(listed)) if n not in found.pairs and n not in found.gone],
        lambda n: key(listed[n]),
    )
    for name, numbers in here.items():
        people = there.get(name, [])
        _pair_where(found, people, numbers, listed, _posts, everywhere=everywhere)
        numbers = [n for n in numbers if n not in found.careful]
        _pair_where(found, people, numbers, listed, _units, everywhere=everywhere)
        left = [n for n in numbers if n not in found.pairs]
        over = [one for one in people if one.person_id not in found.taken]
        if everywhere and len(left) == len(over) == 1:
            found.pair(left[0], over[0])


def _pair_where(
    found: Matches, people: Sequence[Known], numbers: Sequence[int], listed: Sequence[Listed],
    at: Callable[[Known | Listed], list[Hashable]], *, everywhere: bool,
) -> None:  # fmt: skip
    """`at` gives the places of somebody; a post has a name in each language."""
    free = [(place, k) for k in people if k.person_id not in found.taken for place in at(k)]
    wanting = [(place, n) for n in numbers if n not in found.pairs for place in at(listed[n])]
    places, wanted_at = (
        _grouped(free, lambda pair: pair[0]),
        _grouped(wanting, lambda pair: pair[0]),
    )
    for place, wanted in wanted_at.items():
        sitting = places.get(place, ())
        if len(sitting) != 1 or len(wanted) != 1:
            continue
        known, number = sitting[0][1], wanted[0][1]
        if known.person_id in found.taken or number in found.pairs:
            continue
        one = listed[number]
        # Nobody's service ends because of a name that only resembles theirs.
        if everywhere or not (one.has_left or (known.patronymic and one.patronymic)):
            found.pair(number, known)
            if not everywhere and one.patronymic:
                found.renamed.add(number)


def _posts(one: Known | Listed) -> list[Hashable]:
    if one.unit_id is None:
        return []
    names = one.post_keys if isinstance(one, Known) else (exact_key(one.post),)
    return [(one.unit_id, name) for name in sorted(names)]


def _units(one: Known | Listed) -> list[Hashable]:
    return [one.unit_id] if one.unit_id is not None else []


def _grouped(things, key) -> dict:
    groups: dict = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return groups


# ── near names ────────────────────────────────────────────────────────────────


def _find_near(found: Matches, known: Sequence[Known], listed: Sequence[Listed]) -> None:
    """Other letters, one letter less, no patronymic, the same address, another family name on the same post."""
    index: dict[Hashable, list[Known]] = {}
    for known_one in known:
        if known_one.person_id not in found.taken:
            for key in _near_keys(known_one):
                index.setdefault(key, []).append(known_one)
    if not index:
        return
    for number, one in enumerate(listed):
        if number in found.pairs or number in found.gone:
            continue
        near = {k.person_id: k for key in _near_keys(one) for k in index.get(key, ())}
        near = {i: k for i, k in near.items() if _may_be(k, one)}
        # Of who left it is no question whether they left.
        if near and not (one.has_left and not any(k.is_present for k in near.values())):
            found.near[number] = tuple(near[i] for i in sorted(near))[:_MOST_NEAR]


def _near_keys(one: Known | Listed) -> set[Hashable]:
    name = f"{near_key(one.family_name)} {near_key(one.given_name)}"
    keys: set[Hashable] = {name}
    if len(name) >= _LONG_ENOUGH:
        keys |= one_letter_less(name)
    if one.address:
        keys.add(("address", one.address))
    if one.patronymic:
        name = near_key(f"{one.given_name} {one.patronymic}")
        keys |= {("place", name, place) for place in _posts(one)}
    return keys


def _may_be(known: Known, one: Listed) -> bool:
    """Two patronymics that have nothing to do with each other are of two people."""
    if one.address and one.address == known.address:
        return True
    own, other = near_key(known.patronymic), near_key(one.patronymic)
    return not own or not other or bool(one_letter_less(own) & one_letter_less(other))


def _choose(found: Matches, listed: Sequence[Listed], choices: Mapping[int, Chosen]) -> None:
    for number, near in list(found.near.items()):
        chosen = choices.get(listed[number].line)
        if chosen is None:
            continue
        if chosen.choice in (Choice.ANOTHER, Choice.OUT):
            del found.near[number]
            continue
        one = next((k for k in near if k.person_id == chosen.person_id), None)
        if one is not None and one.person_id not in found.taken:
            del found.near[number]
            found.pair(number, one)
            if chosen.choice is Choice.RENAME and exact_key(one.name) != exact_key(
                listed[number].name
            ):
                found.renamed.add(number)
