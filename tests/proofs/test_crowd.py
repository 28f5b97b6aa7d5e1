"""Fifty people save at once: nobody is turned away, although each waits only a short time for the others."""

import threading

import pytest

from tests.proofs.sending import Told, answer, kept, lost
from tests.proofs.served import Served

PEOPLE, ANSWERS = 50, 4

pytestmark = pytest.mark.proof


@pytest.fixture
def crowd(tmp_path):
    served = Served(tmp_path)
    seats = served.prepare(PEOPLE)
    served.start()
    yield served, seats
    served.kill()


def test_fifty_people_saving_at_once_are_all_kept(crowd):
    served, seats = crowd
    told: list[Told] = []
    together = threading.Barrier(PEOPLE)

    def sit(seat) -> None:
        together.wait()
        told.extend(answer(served, seat, "12"[n % 2]) for n in range(ANSWERS))

    people = [threading.Thread(target=sit, args=(seat,)) for seat in seats]
    for person in people:
        person.start()
    for person in people:
        person.join(120)
    refused = [one for one in told if not one.acknowledged]
    slowest = sorted(one.seconds for one in told)[int(len(told) * 0.95)]
    print(f"saved at once: {len(told) - len(refused)} / {PEOPLE * ANSWERS}; p95 {slowest:.2f} s")
    assert len(told) == PEOPLE * ANSWERS
    assert not refused, f"{len(refused)} refused: {refused[0].status} {refused[0].body}"
    assert not lost(served, told)
    assert len(kept(served)) == len(set(kept(served)))
