"""`make pictures`: the main pages as a reader sees them, into docs/pictures, on a fresh demonstration world."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app.demo.roles import PASSWORD
from app.settings import ROOT
from tools import machine

FOLDER = ROOT / "docs" / "pictures"
_NOBODY = ""

# name of the picture, who looks, address; what stands in braces is found on the page named below.
PAGES = (
    ("front", _NOBODY, "/"),
    ("sign-in", _NOBODY, "/sign-in"),
    ("law", _NOBODY, "/law/criminal-code/166"),
    ("start", "trainee-police", "/"),
    ("course", "trainee-police", "{study}"),
    ("lesson", "trainee-police", "{study}/lessons/three-elements"),
    ("both-languages", "trainee-police", "{study}/lessons/three-elements?both=1"),
    ("record", "trainee-judge", "/record"),
    ("scene", "trainee-police", "{run}"),
    ("debrief", "trainee-police", "{debrief}#path"),
    ("unit-start", "head", "/"),
    ("choices", "trainer", "{choices}#scenes"),
    ("report", "auditor", "/reports/completion?course=tip-foundations&by=institution"),
    ("continuity", "auditor", "/continuity"),
    ("coverage", "head", "{unit}"),
    ("requirements", "registrar", "/requirements"),
    ("staff-lists", "registrar", "/staff-lists"),
    ("institution-report", "registrar", "{institution}"),
)
# Name of an address, where its first link is found for whom, and how that link begins and ends.
FOUND = (
    ("study", "trainee-police", "/record", "/study/", ""),
    ("run", "trainee-police", "/", "/runs/", ""),
    ("debrief", "trainee-police", "/record", "/runs/", "/debrief"),
    ("choices", "trainer", "/statistics/walkthroughs", "/statistics/walkthroughs/", ""),
    ("unit", "head", "/", "/continuity/", ""),
    ("institution", "registrar", "/reports", "/reports/institution/", ""),
)
LOOKS = (("ky", 360, False), ("ru", 1280, False), ("ky", 1280, True))


def main() -> None:
    machine.need("chromium", "chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        port = machine.free_port()
        address = f"http://127.0.0.1:{port}"
        server = subprocess.Popen(
            [sys.executable, "-m", "tools.serve", "--port", str(port)],
            cwd=ROOT, stdout=subprocess.DEVNULL,
            env=os.environ | {
                "MURAS_DEMONSTRATION": "1",
                "DATABASE_URL": f"sqlite:///{folder}/muras.db",
                "SIGNING_KEY_FILE": f"{folder}/key.pem",
                "PUBLIC_ADDRESS": address,
            },
        )  # fmt: skip
        try:
            _wait(address)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=machine.chromium(), args=["--no-sandbox", "--disable-gpu"]
                )
                for language, width, dark in LOOKS:
                    _take_all(browser, address, language, width, dark)
        finally:
            server.terminate()
            server.wait(10)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    sys.exit("the server did not come up")


def _take_all(browser: Browser, address: str, language: str, width: int, dark: bool) -> None:
    for who in dict.fromkeys(who for _name, who, _path in PAGES):
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        _come_in(page, who, language)
        found = _addresses(page, who)
        for name, looker, path in PAGES:
            if looker == who:
                page.goto(path.format(**found))
                _take(page, f"{name}-{language}-{width}{'-dark' if dark else ''}")
        context.close()


def _come_in(page: Page, who: str, language: str) -> None:
    """Signed in, in this language."""
    page.goto("/sign-in")
    if who != _NOBODY:
        page.fill('input[name="sign_in_name"]', who)
        page.fill('input[name="password"]', PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    if page.locator("html").get_attribute("lang") != language:
        with page.expect_navigation():
            page.click(f'header button[name="language"][value="{language}"]')


def _addresses(page: Page, who: str) -> dict[str, str]:
    found = {}
    for name, looker, where, begins, ends in FOUND:
        if looker == who:
            page.goto(where)
            wanted = f'[href^="{begins}"]' + (f'[href$="{ends}"]' if ends else "")
            link = page.locator(f"main a{wanted}").first
            found[name] = (link.get_attribute("href") or "").removesuffix("/why")
    return found


def _take(page: Page, name: str) -> None:
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=False)
    print(Path(path).relative_to(ROOT))


if __name__ == "__main__":
    main()
