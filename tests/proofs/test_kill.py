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

pytestmark = pytest.mark.proof


class Answering(threading.Thread):
    """One person who changes an answer again and again; remembers what was acknowledged."""

    def __init__(self, served: Served, seat: Seat, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.served, self.seat, self.chance = served, seat, chance
        self.acknowledged: list[str] = []
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
        fields = {
            "csrf_token": self.seat.token,
            "client_id": client_id,
            "choice": self.chance.choice("12"),
        }
        headers = {
            "Cookie": self.seat.cookie,
            "Sec-Fetch-Site": "same-origin",
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", self.seat.path, urllib.parse.urlencode(fields), headers)
        response = connection.getresponse()
        body = response.read()
        if response.status == 200 and json.loads(body)["saved"]:
            self.acknowledged.append(client_id)
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
    seats = served.prepare(PEOPLE)
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
    acknowledged = [c for person in people for c in person.acknowledged]
    kept = [row[0] for row in served.rows("SELECT client_id FROM answer")]
    lost = set(acknowledged) - set(kept)
    print(f"answers lost in {KILLS} kills: {len(lost)} / 0 of {len(acknowledged)}")
    assert len(acknowledged) >= ANSWERS_A_LIFE * KILLS, "too few answers to prove anything"
    assert not lost
    assert len(kept) == len(set(kept)), "an answer was kept twice"


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
