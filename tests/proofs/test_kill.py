"""T08: whatever was said to be saved is there after every process was killed at once, again and again."""

import http.client
import json
import random
import threading
import time
import urllib.parse
import uuid

import pytest

from tests.proofs.served import Seat, Served

KILLS = 15
PEOPLE = 8
ANSWERS_A_LIFE = 50
# Of every kind of question; each reads its own.
FIELDS = ("text", "choice", "choices", "pair-1", "pair-2", "place-1", "gap-1", "gap-2", "evidence-1", "passage-2")  # fmt: skip

pytestmark = pytest.mark.proof


class Answering(threading.Thread):
    """One person who changes an answer again and again; remembers what was acknowledged."""

    def __init__(self, served: Served, seat: Seat, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.served, self.seat, self.chance = served, seat, chance
        # By the mark of the device: at which question, and how sure.
        self.acknowledged: dict[str, tuple[int, int]] = {}
        self.unexpected: list[str] = []
        self.stop = threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=5)
            try:
                while not self.stop.is_set():
                    self._answer(connection)
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
            finally:
                connection.close()

    def _answer(self, connection: http.client.HTTPConnection) -> None:
        client_id = str(uuid.uuid4())
        place, sure = (
            self.chance.choice(list(self.seat.places.values())),
            self.chance.choice((1, 2, 3)),
        )
        fields = {"csrf_token": self.seat.token, "client_id": client_id, "certainty": sure}
        fields |= {name: self.chance.choice("12") for name in FIELDS}
        headers = {
            "Cookie": self.seat.cookie,
            "Sec-Fetch-Site": "same-origin",
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", self.seat.at(place), urllib.parse.urlencode(fields), headers)
        response = connection.getresponse()
        body = response.read()
        if response.status == 200 and json.loads(body)["saved"]:
            self.acknowledged[client_id] = (place, sure)
        elif response.status not in (200, 503):
            self.unexpected.append(f"{response.status} {body[:200]!r}")
            self.stop.set()


def _wait_for_answers(people: list[Answering], more: int) -> None:
    """However slow the machine: no life of the server ends before it acknowledged so many."""
    wanted = sum(len(person.acknowledged) for person in people) + more
    for _ in range(600):
        if sum(len(person.acknowledged) for person in people) >= wanted:
            return
        assert not [u for person in people for u in person.unexpected]
        time.sleep(0.05)
    raise AssertionError("the server acknowledges nothing")


@pytest.fixture
def proof(tmp_path):
    server = Served(tmp_path)
    people: list[Answering] = []
    yield server, people
    for person in people:
        person.stop.set()
    server.kill()
    for person in people:
        person.join(10)


def test_no_acknowledged_answer_is_lost_when_everything_is_killed(proof):
    served, people = proof
    seats = served.prepare(PEOPLE, every=True)
    chance = random.Random(8)
    served.start()
    people += [Answering(served, seat, random.Random(n)) for n, seat in enumerate(seats)]
    for person in people:
        person.start()
    for _kill in range(KILLS):
        _wait_for_answers(people, ANSWERS_A_LIFE)
        time.sleep(chance.random() * 0.5)
        served.kill()
        served.start()
    for person in people:
        person.stop.set()
    for person in people:
        person.join(10)
    assert not [u for person in people for u in person.unexpected]
    acknowledged = {c: told for person in people for c, told in person.acknowledged.items()}
    rows = served.rows("SELECT client_id, place, certainty FROM answer")
    kept = {client: (place, sure) for client, place, sure in rows}
    lost = [client for client, told in acknowledged.items() if kept.get(client) != told]
    print(f"answers lost in {KILLS} kills: {len(lost)} / 0 of {len(acknowledged)}")
    assert {place for place, _sure in acknowledged.values()} == set(seats[0].places.values())
    assert len(acknowledged) >= ANSWERS_A_LIFE * KILLS, "too few answers to prove anything"
    assert not lost
    assert len(rows) == len(kept), "an answer was kept twice"


def test_the_proof_notices_a_lost_answer(proof):
    """The planted fault: an acknowledged answer that no row holds."""
    served, people = proof
    seats = served.prepare(1)
    served.start()
    person = Answering(served, seats[0], random.Random(1))
    people.append(person)
    person.start()
    time.sleep(1)
    person.stop.set()
    person.join(10)
    kept = {row[0] for row in served.rows("SELECT client_id FROM answer")}
    assert set(person.acknowledged) <= kept
    assert {*person.acknowledged, "never-sent"} - kept == {"never-sent"}
