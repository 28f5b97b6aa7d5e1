"""Programs that start at once: each a fork of a process that has imported what they all import, and done nothing else.

Importing is most of what a start takes. Every program runs in a process group and an environment of its own, so that
whoever kills the group kills all of it, as when it had been started from nothing.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from app.settings import ROOT

_IMPORTED = (
    "app.factory",
    "app.doctor",
    "app.demo.roles",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "tests.assessment.test_more_views",
    "tests.cast",
    "tests.make",
    "waitress",
)
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(list(_IMPORTED))


def start(
    module: str, *arguments: str, environment: Mapping[str, str], says: Path | None = None
) -> ForkServerProcess:
    """`python -m module` with these arguments; `says`: the file into which it prints."""
    told = (module, arguments, dict(environment), says)
    program = _forks.Process(target=_run, args=told, daemon=True)
    program.start()
    return program


def _run(
    module: str, arguments: tuple[str, ...], environment: Mapping[str, str], says: Path | None
) -> None:
    os.setsid()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    if says is not None:
        printed = os.open(says, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(printed, sys.stdout.fileno())
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
