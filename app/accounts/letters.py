"""Letters: an invitation, a way to a new password, news of the second factor. Nothing here commits."""

from datetime import datetime

from app.accounts import queries, rules, signing, visits
from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.journal import actions as journal
from app.notices import actions as notices


def invite(person: Person, *, site: str, by: Actor, at: datetime) -> None:
    """`site` is the public address with which links begin."""
    if not person.address or not person.sign_in_name:
        raise rules.NoAddress
    if visits.is_shut_out(person.id, on=clock.day_of(at)):
        raise rules.HasLeft
    held = queries.appointments(person.id)
    institution = held[0].post.unit.institution.name[person.language] if held else "Muras"
    token = signing.make_link(person, "invitation", by=by, at=at)
    _write(person, "invitation", token, site=site, at=at, institution=institution)
    journal.record(by, "invited", person, at=at)


def send_reset(person: Person, *, site: str, by: Actor, at: datetime) -> None:
    if not person.address or not person.sign_in_name:
        raise rules.NoAddress
    token = signing.make_link(person, "reset", by=by, at=at)
    _write(person, "reset", token, site=site, at=at)


def tell(person: Person, what: str, *, at: datetime, left: int = 0) -> None:
    """What happened to a person's second factor; who has no address finds it in the journal only."""
    if not person.address:
        return
    text = notices.compose(
        "second_factor", person.language, name=_greeted(person), what=what, left=left, at=at
    )
    _send(person, text, at=at)


def ask_new_address(person: Person, address: str, token: str, *, site: str, at: datetime) -> None:
    text = notices.compose(
        "address",
        person.language,
        name=_greeted(person),
        link=f"{site}/address/{token}",
        until=at + rules.LINK_LIFE["address"],
    )
    _send(person, text, at=at, to=address)


def tell_old_address(person: Person, address: str, kind: str, *, at: datetime) -> None:
    """No link and no new address: whoever reads this letter may be the wrong one."""
    text = notices.compose(kind, person.language, name=_greeted(person), at=at)
    _send(person, text, at=at, to=address)


def _write(
    person: Person, purpose: str, token: str, *, site: str, at: datetime, **places: object
) -> None:
    text = notices.compose(
        purpose,
        person.language,
        name=_greeted(person),
        sign_in_name=person.sign_in_name,
        link=f"{site}/{purpose}/{token}",
        until=at + rules.LINK_LIFE[purpose],
        **places,
    )
    _send(person, text, at=at)


def _greeted(person: Person) -> str:
    return " ".join(part for part in (person.given_name, person.patronymic) if part)


def _send(person: Person, text: notices.Text, *, at: datetime, to: str | None = None) -> None:
    """To the person's address, or to one that was theirs or will be."""
    address = to or person.address or ""
    notices.write_letter(notices.Recipient(person.name, address, person.language), text, at=at)
