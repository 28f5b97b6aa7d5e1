"""What has to be there before a form can be sent; each gives the values of places in its address and fields."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from app.accounts import actions as accounts
from app.accounts import merges, merging, signing
from app.accounts import queries as people
from app.accounts.kinds import Profession
from app.accounts.models import Device, HalfSignIn, Person
from app.accounts.passwords import secret_digest
from app.accounts.service_models import PersonMerge
from app.assessment import marking, waiting
from app.assessment.regrade_models import Regrade
from app.core import clock
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.db.session import db
from app.learning import actions as learning
from app.learning import grouping, groups, revoking
from app.learning import queries as studies
from app.obligations import actions as obligations
from app.obligations.actions import Terms
from tests.accounts.telephones import Telephone
from tests.architecture.walk import Walk
from tests.cast import BUILDER
from tests.learning import walking

Places = Mapping[str, object]

PASSWORD = "three quiet mountains beyond"
OTHER_COURSE = "police-first-response"


def vacant(walk: Walk) -> Places:
    unit = people.unit(walk.cast.unit_ids["osh"])
    assert unit is not None
    name = Bilingual(ky="Бош", ru="Пусто", en="Vacant")
    return {"vacant": accounts.create_post(unit, name, Profession.POLICE, by=BUILDER).id}


def newcomer(walk: Walk) -> Places:
    """Somebody of the academy without a post."""
    person = db.session.get_one(Person, walk.cast.people["bek"].id)
    held = people.appointment(person.id, on=clock.today())
    assert held is not None
    held.until_day = clock.today()
    held.ended_by = "moved"
    return vacant(walk)


def link(walk: Walk) -> Places:
    person = db.session.get_one(Person, walk.cast.people["asel"].id)
    return {"token": signing.make_link(person, "reset", by=BUILDER, at=clock.now())}


def password(walk: Walk) -> Places:
    person = db.session.get_one(Person, walk.cast.people["asel"].id)
    person.password_hash = walk.app.extensions["hasher"].hash(PASSWORD)
    return {}


def key(walk: Walk) -> str:
    """Of Asel's session."""
    return walk._cookies["asel"][walk.app.config["SIGN_IN_COOKIE_NAME"]]


def offered(walk: Walk) -> Places:
    """Asel is about to set up the device that her session is offered."""
    secret = walk.app.extensions["vault"].offer(key(walk))
    return {"code": Telephone(secret).code()}


def device(walk: Walk) -> Places:
    """Asel has set one up before."""
    vault = walk.app.extensions["vault"]
    telephone = Telephone(vault.offer("an earlier session"))
    asel, secret = walk.cast.people["asel"].id, vault.seal(telephone.secret)
    db.session.add(Device(person_id=asel, secret=secret, made_at=clock.now(), last_step=0))
    return {"code": telephone.code()}


def half(walk: Walk) -> Places:
    """Besides, her password was right again on the same browser."""
    digest, asel = secret_digest(key(walk)), walk.cast.people["asel"].id
    db.session.add(HalfSignIn(key_digest=digest, person_id=asel, begun_at=clock.now()))
    return device(walk)


def left(walk: Walk) -> Places:
    """Recorded by mistake."""
    person = db.session.get_one(Person, walk.cast.people["bek"].id)
    accounts.dismiss(person, on_day=clock.today(), by=BUILDER, at=clock.now())
    return {}


def merged(walk: Walk) -> Places:
    """Two records were made one."""
    wanted = select(PersonMerge.id).where(PersonMerge.into_id == walk.cast.people["asel"].id)
    waiting = merges.merge(db.session.scalars(wanted).one())
    assert waiting is not None
    merging.confirm(waiting, by=walk.cast.actors["nurlan"], at=clock.now())
    return {"merged": waiting.id}


def unasked(walk: Walk) -> Places:
    """Nobody wants to revoke Asel's certificate."""
    given = studies.certificates(walk.cast.people["asel"].id)[0][0]
    asked = studies.revocation(given.id)
    if asked is not None:
        db.session.delete(asked)
        db.session.flush()
    return {"number": given.number}


def asked(walk: Walk) -> Places:
    """Somebody other than Kanykei wants to revoke it."""
    number = unasked(walk)
    given = studies.certificates(walk.cast.people["asel"].id)[0][0]
    reason = "The identity was confused."
    revoking.ask_revocation(given, reason, by=walk.cast.actors["nurlan"], at=clock.now())
    return number


def enrolled(walk: Walk) -> Places:
    person = db.session.get_one(Person, walk.cast.people["asel"].id)
    release = curriculum.current_release(OTHER_COURSE)
    assert release is not None
    enrolled = learning.enrol(person, release, by=walk.cast.actors["asel"], at=clock.now())
    return {"begun": enrolled.id, "first": curriculum.course(release.id).lessons[0].id}


def cased(walk: Walk) -> Places:
    """Asel studies a course with walkthroughs and has opened the first."""
    person = db.session.get_one(Person, walk.cast.people["asel"].id)
    by, at = walk.cast.actors["asel"], clock.now()
    enrolled = learning.enrol(person, walking.course(), by=by, at=at)
    learning.play(enrolled, person, walking.POLICE, again=False, by=by, at=at)
    return {"begun": enrolled.id}


def group(walk: Walk) -> Places:
    """Another one of Chynara's, which Asel can join and Bek belongs to; Kanykei could lead it."""
    unit, by = people.unit(walk.cast.unit_ids["police"]), walk.cast.actors["chynara"]
    assert unit is not None
    made = grouping.open_group("Жаз", unit, by=by, at=clock.now())
    grouping.add(made, walk.cast.people["bek"].id, by=by, at=clock.now())
    kanykei = db.session.get_one(Person, walk.cast.people["kanykei"].id)
    accounts.grant(kanykei, "trainer", unit, from_day=clock.today(), by=BUILDER)
    asel, bek = walk.cast.people["asel"].id, walk.cast.people["bek"].id
    return {"group": made.id, "joins": made.code, "aselid": asel, "bekid": bek, "other": kanykei.id}


def closed(walk: Walk) -> Places:
    places = group(walk)
    made = groups.group(int(str(places["group"])))
    assert made is not None
    grouping.close(made, by=walk.cast.actors["chynara"], at=clock.now())
    return places


def taken(walk: Walk) -> Places:
    """Chynara holds Asel's essay."""
    found = waiting.marking(int(str(walk.things.made["marking_id", "asel"])))
    assert found is not None
    marking.take(found, by=walk.cast.actors["chynara"], at=clock.now())
    return {}


def unregraded(_walk: Walk) -> Places:
    """Nobody wants a question marked again."""
    db.session.execute(delete(Regrade))
    return {}


def asked_of(walk: Walk) -> Places:
    """A course that Asel has not studied, required of her unit."""
    over, today = walk.cast.unit_ids["sverdlov"], clock.today()
    terms = Terms(OTHER_COURSE, 30, unit_id=over)
    made = obligations.require_course(terms, from_day=today, by=BUILDER, at=clock.now())
    return {"asks": made.id}


def colleague(walk: Walk) -> Places:
    """Somebody who may take a part of a handover over."""
    return {"aselid": walk.cast.people["asel"].id}
