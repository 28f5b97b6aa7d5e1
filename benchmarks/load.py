"""A small closed-loop client for the loopback: each connection asks, waits for the answer, asks again."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import brotli

_SLOWEST = 60


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    @property
    def size(self) -> int:
        """Bytes that came over the line."""
        return len(self.head) + 4 + len(self.body)

    @property
    def text(self) -> bytes:
        """The page itself, unpacked."""
        packed = self.header("Content-Encoding") == "br"
        return brotli.decompress(self.body) if packed else self.body

    def header(self, name: str) -> str:
        return next(iter(self.headers(name)), "")

    def headers(self, name: str) -> list[str]:
        wanted = name.lower()
        pairs = (line.partition(": ") for line in self.head.decode("latin-1").split("\r\n")[1:])
        return [value for key, _, value in pairs if key.lower() == wanted]


class Line:
    """One connection, kept open; opened anew where the server closed it between two requests."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def ask(self, request: bytes) -> Answer:
        if self._socket is not None:
            try:
                return self._exchange(request)
            except ConnectionError:
                self.close()
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=_SLOWEST)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._exchange(request)

    def timed(self, request: bytes) -> tuple[Answer, float]:
        begun = time.perf_counter()
        return self.ask(request), time.perf_counter() - begun

    def _exchange(self, request: bytes) -> Answer:
        assert self._socket is not None
        self._socket.sendall(request)
        held = b""
        while (end := held.find(b"\r\n\r\n")) < 0:
            held += self._more()
        head, body = held[:end], held[end + 4 :]
        answer = Answer(int(head[9:12]), head, b"")
        length = int(answer.header("Content-Length") or 0)
        parts, there = [body], len(body)
        while there < length:
            parts.append(self._more())
            there += len(parts[-1])
        if answer.header("Connection") == "close":
            self.close()
        return Answer(answer.status, head, b"".join(parts))

    def _more(self) -> bytes:
        assert self._socket is not None
        got = self._socket.recv(262_144)
        if not got:
            raise ConnectionResetError
        return got

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None


def get(path: str, cookies: dict[str, str] | None = None, *, accept: str = "text/html") -> bytes:
    return _request("GET", path, cookies or {}, f"Accept: {accept}\r\n", b"")


def post(
    path: str, cookies: dict[str, str], fields: Sequence[tuple[str, str]], *, script: bool = False
) -> bytes:
    """As a form sends it, or, with `script`, as the page's own script does."""
    if not script:
        body = urlencode(fields).encode()
        kind, accept = "application/x-www-form-urlencoded", "text/html"
    else:
        mark = "----bench-7d1f"
        part = f'--{mark}\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        body = ("".join(part % pair for pair in fields) + f"--{mark}--\r\n").encode()
        kind, accept = f"multipart/form-data; boundary={mark}", "application/json"
    more = (
        f"Accept: {accept}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        "Sec-Fetch-Site: same-origin\r\n"
    )
    return _request("POST", path, cookies, more, body)


def _request(method: str, path: str, cookies: dict[str, str], more: str, body: bytes) -> bytes:
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\n"
        f"Accept-Encoding: gzip, deflate, br\r\nAccept-Language: ky,ru;q=0.8\r\n"
        f"{f'Cookie: {jar}' + chr(13) + chr(10) if jar else ''}{more}\r\n"
    )
    return head.encode() + body


class Browser:
    """One person's: keeps cookies, follows where it is sent, counts what it asked for."""

    def __init__(self, port: int) -> None:
        self._line = Line(port)
        self.cookies: dict[str, str] = {}
        self.asked = 0

    def get(self, path: str) -> Answer:
        return self._settle(self._line.ask(get(path, self.cookies)))

    def post(self, path: str, fields: Sequence[tuple[str, str]], *, script: bool = False) -> Answer:
        return self._settle(self._line.ask(post(path, self.cookies, fields, script=script)))

    def _settle(self, answer: Answer) -> Answer:
        self.asked += 1
        for line in answer.headers("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if answer.status in (302, 303):
            return self.get(answer.header("Location"))
        return answer

    def close(self) -> None:
        self._line.close()


@dataclass(frozen=True)
class Heard:
    """What a crowd was told: seconds for each answer in order of size, how many were refused, how long it all took."""

    seconds: list[float]
    refused: int
    took: float

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.took

    def quantile(self, share: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def crowd(port: int, asking: Sequence[Iterator[bytes]]) -> Heard:
    """Each iterator is a connection of its own; all begin together."""
    lines = [Line(port) for _ in asking]

    def one(line: Line, requests: Iterator[bytes]) -> Iterator[tuple[float, int]]:
        for request in requests:
            answer, seconds = line.timed(request)
            yield seconds, answer.status

    told, took = together(
        [lambda pair=pair: list(one(*pair)) for pair in zip(lines, asking, strict=True)]
    )
    for line in lines:
        line.close()
    answers = [answer for each in told for answer in each]
    return Heard(sorted(s for s, _ in answers), sum(code >= 400 for _, code in answers), took)


def together(acts: Sequence[Callable[[], list]]) -> tuple[list[list], float]:
    """Each act in a thread of its own, all begun at one moment; what they gave, and how long it took."""
    gate = threading.Barrier(len(acts) + 1)
    given: list[list] = [[] for _ in acts]
    wrong: list[BaseException] = []

    def run(place: int) -> None:
        gate.wait()
        try:
            given[place] = acts[place]()
        except BaseException as error:  # told to whoever waits
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    gate.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return given, time.perf_counter() - begun
