"""T19: nobody in the whole suite talks to a foreign host; what would is refused and remembered."""

import socket
from contextlib import suppress

import pytest

from tests import watch

pytestmark = pytest.mark.proof

# An address for documentation: nobody has it.
ELSEWHERE, NAME = "192.0.2.1", "muras.example"


def _udp() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.sendto(b"x", (ELSEWHERE, 53))


def _connect(how: str) -> None:
    with socket.socket() as found:
        getattr(found, how)((ELSEWHERE, 443))


WAYS = {
    "connect": lambda: _connect("connect"),
    "connect_ex": lambda: _connect("connect_ex"),
    "a datagram": _udp,
    "a name": lambda: socket.getaddrinfo(NAME, 443),
    "an older way to a name": lambda: socket.gethostbyname(NAME),
    "create_connection": lambda: socket.create_connection((ELSEWHERE, 443), timeout=1),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_planted_foreign_connection_is_refused(way):
    with pytest.raises(watch.ForeignHost):
        WAYS[way]()
    assert watch.faults() in ([f"a connection to {ELSEWHERE}"], [f"a connection to {NAME}"])


def test_a_planted_foreign_connection_that_is_swallowed_is_remembered():
    with suppress(Exception, AssertionError):
        _connect("connect")
    assert watch.faults() == [f"a connection to {ELSEWHERE}"]


def test_the_own_machine_stays_open():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        with socket.create_connection(listening.getsockname(), timeout=5):
            pass
    assert socket.getaddrinfo("localhost", 80)
    assert watch.faults() == []
