"""Answers as a page's script sends them, over a real connection."""

import http.client
import json
import time
import urllib.parse
import uuid
from dataclasses import dataclass

from tests.proofs.served import Seat, Served


@dataclass(frozen=True)
class Told:
    """What the device was told about one answer."""

    client_id: str
    status: int
    body: str
    seconds: float

    @property
    def acknowledged(self) -> bool:
        return self.status == 200 and bool(json.loads(self.body).get("saved"))


def answer(served: Served, seat: Seat, choice: str = "1", client_id: str = "") -> Told:
    """One answer on a connection of its own; `client_id` repeats an earlier one."""
    client_id = client_id or str(uuid.uuid4())
    fields = {"csrf_token": seat.token, "client_id": client_id, "choice": choice}
    headers = {
        "Cookie": seat.cookie,
        "Sec-Fetch-Site": "same-origin",
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    try:
        connection.request("POST", seat.path, urllib.parse.urlencode(fields), headers)
        response = connection.getresponse()
        body = response.read().decode()
    finally:
        connection.close()
    return Told(client_id, response.status, body, time.monotonic() - begun)


def kept(served: Served) -> list[str]:
    return [row[0] for row in served.rows("SELECT client_id FROM answer")]


def lost(served: Served, told: list[Told]) -> set[str]:
    """Answers that were said to be saved and are not there."""
    return {one.client_id for one in told if one.acknowledged} - set(kept(served))
