"""A real browser against a real server: its own process, its own database with the demonstration world."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from app.settings import ROOT
from tests import ready
from tools import machine

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> Path:
    """The demonstration world, built once by the command the reader types; tests copy it.

    Where somebody has built it before, in the folder MURAS_WORLD, that one.
    """
    if "MURAS_WORLD" in os.environ:
        return Path(os.environ["MURAS_WORLD"])
    folder = tmp_path_factory.mktemp("world")
    _tool("--prepare-only", folder=folder)
    return folder


def _tool(*arguments: str, folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "tools.serve", *arguments],
        env=os.environ | machine.academy(folder, 8000), cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def world_copy(world, tmp_path_factory) -> Path:
    """The module's own database and key."""
    return copied(world, tmp_path_factory.mktemp("served"))


def copied(world: Path, folder: Path) -> Path:
    for kept in world.iterdir():
        shutil.copy(kept, folder)
    return folder


@pytest.fixture(scope="module")
def address(world_copy):
    """A server on a copy of the world; gone after the module."""
    with served(world_copy) as where:
        yield where


@contextmanager
def served(world_copy: Path) -> Iterator[str]:
    port = machine.free_port()
    settings = os.environ | machine.academy(world_copy, port)
    server = ready.start(
        "tools.serve", "--port", str(port), environment=settings, says=Path(os.devnull)
    )
    where = f"http://127.0.0.1:{port}"
    try:
        _wait(where)
        yield where
    finally:
        server.terminate()
        server.join(10)


def _wait(where: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{where}/health", timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the server did not come up")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("MURAS_BROWSER") or machine.chromium(), args=_ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, address: str):
    """open_page(width=360, scripts=True) is a fresh visitor's page."""
    contexts = []

    def opened(
        *, width: int = 1280, scripts: bool = True, language: str = "ky-KG", dark: bool = False
    ) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            locale=language,
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
