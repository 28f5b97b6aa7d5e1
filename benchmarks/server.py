"""gunicorn as in production on a loopback port, and what its workers use."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.settings import ROOT

WORKERS, THREADS = 2, 4
_TICKS = os.sysconf("SC_CLK_TCK")
_SLOWEST_START = 60


@dataclass(frozen=True)
class Server:
    """A running one; `workers` are the processes that answer."""

    port: int
    master: int

    @property
    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text()
        return [int(pid) for pid in children.split()]

    def cpu(self) -> float:
        """Seconds of CPU the workers have used so far, in the program and in the kernel on its behalf."""
        return sum(_cpu(pid) for pid in self.workers)

    def memory(self) -> list[float]:
        """Megabytes resident, worker by worker."""
        return [_resident(pid) for pid in self.workers]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def running(target: str, port: int, environ: Mapping[str, str], log: Path) -> Iterator[Server]:
    """Without the recycling of workers, which would hide what they used; else as docs/operations.md says."""
    command = [
        sys.executable, "-m", "gunicorn", "--no-control-socket", "-k", "gthread", "-w", str(WORKERS),
        "--threads", str(THREADS), "--keep-alive", "5", "-b", f"127.0.0.1:{port}",
        "--log-level", "warning", target,
    ]  # fmt: skip
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, env=os.environ | environ, cwd=ROOT, stdout=told, stderr=told
        )
    server = Server(port, process.pid)
    try:
        _wait(process, server, log)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen, server: Server, log: Path) -> None:
    ends = time.monotonic() + _SLOWEST_START
    while time.monotonic() < ends:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            if len(server.workers) == WORKERS:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the server did not come up:\n{log.read_text()}")
