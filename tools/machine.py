"""What the tests need of the machine: a browser, a second database, an academy to look at.

Installed when we may, named when not.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def need(program: str, package: str) -> None:
    """Install Debian's package when the program is missing and we are root; else say the exact command."""
    if shutil.which(program):
        return
    _install(package)


def _install(package: str) -> None:
    command = f"apt-get update && apt-get install -y {package}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Missing: {package}. Install it with: sudo sh -c '{command}'")
    print(f"installing {package}", flush=True)
    quiet = command.replace("apt-get ", "apt-get -qq ")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["sh", "-c", quiet], check=True, stdout=subprocess.DEVNULL, env=environment)


def chromium() -> str:
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


def academy(folder: Path, port: int) -> dict[str, str]:
    """Settings of a demonstration academy that keeps everything in this folder."""
    return {
        "MURAS_DEMONSTRATION": "1",
        "DATABASE_URL": f"sqlite:///{folder}/muras.db",
        "SIGNING_KEY_FILE": f"{folder}/signing-key.pem",
        "PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
    }


def _postgresql_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if not found:
        _install("postgresql")
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A server of our own on a private port, in a temporary folder, gone afterwards; yields its address.

    PostgreSQL refuses to run as root, so root runs it as nobody.
    """
    programs = _postgresql_programs()
    folder = Path(tempfile.mkdtemp(prefix="muras-pg-"))
    as_who: dict[str, object] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    port = free_port()
    data = str(folder / "data")
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "muras", "-A", "trust", "-E", "UTF8", "--locale=C"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_who,  # type: ignore[call-overload]
        )  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        control = [programs / "pg_ctl", "-D", data, "-w"]
        subprocess.run(
            [*control, "-o", options, "-l", str(folder / "log"), "start"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_who,  # type: ignore[call-overload]
        )  # fmt: skip
        try:
            yield f"postgresql://muras@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"],
                stdout=subprocess.DEVNULL, cwd=folder, **as_who,  # type: ignore[call-overload]
            )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
