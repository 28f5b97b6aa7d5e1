"""flask assessment markings: what waits long, by number, for whoever looks after the service."""

from datetime import timedelta

from app.core import clock
from app.db.session import transaction
from tests.assessment import papers


def test_what_waits_long_is_said_by_number_and_never_by_name(app, cast):
    with transaction():
        papers.bank()
        trainers = papers.trainers(cast)
        at = clock.now() - timedelta(days=9)
        (one,) = papers.markings(papers.hand_in(cast.asel, papers.SECRET, at=at))
        papers.mark(one, trainers[0], at=at)
        papers.hand_in(cast.bek, papers.SECRET, at=clock.now())
        number = one.id

    def said(*more: str) -> str:
        return app.test_cli_runner().invoke(args=["assessment", "markings", *more]).output

    assert said() == f"essay {number}: waits since {at:%Y-%m-%d}, readings 1, waiting\n"
    assert said("--days", "10") == ""
    assert len(said("--days", "0").splitlines()) == 2
    assert "Асель" not in said("--days", "0")
