"""The front page, the start page by duty, help, is-it-alive."""

from flask import Blueprint, Response, render_template, session

from app.accounts import rules as signing_in
from app.accounts.kinds import NAMES
from app.assessment import regrades
from app.assessment import waiting as markings
from app.continuity.queries import handovers, thin
from app.core import clock
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.home import access, rules
from app.home.queries import machine, own, units
from app.learning import waiting
from app.scenarios import writings
from app.web.access import guest_or_actor, public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def start():
    who = guest_or_actor()
    if who is None:
        courses = [course for _release, course in curriculum.current_courses()]
        return render_template("home/front.html", courses=courses, professions=NAMES)
    return render_template("home/today.html", **_today(who))


def _today(who: Actor) -> dict[str, object]:
    now = clock.now()
    today, second = clock.day_of(now), access.may_be_second(who)
    return {
        "now": now,
        "today": today,
        "own": own.own(who, on=today),
        "units": units.units(who, on=today) if access.may_oversee(who) else None,
        "thin": thin.thin(who, on=today) if who.has("head") else 0,
        "handovers": handovers.waiting(who, on=today),
        "machine": machine.machine(who, at=now, on=today) if access.may_tend(who) else None,
        "revocations": len(waiting.revocations(who, on=today)) if second else None,
        "markings": markings.count(who, on=today, at=now) if access.may_mark(who) else None,
        "writings": writings.count(who, on=today) if access.may_mark(who) else None,
        "regrades": regrades.waiting(who) if second else None,
        "work": rules.work({duty.kind for duty in who.duties}),
        "urgency": rules.urgency,
    }


@bp.get("/help", endpoint="help")
@public
def guide():
    return render_template("home/help.html", idle=signing_in.IDLE, longest=signing_in.LONGEST)


@bp.get("/health")
@public
def health():
    """For a machine that watches: no page, no cookie, nothing kept."""
    session.modified = False
    healthy = machine.is_healthy()
    return Response("ok" if healthy else "not ok", 200 if healthy else 503, mimetype="text/plain")
