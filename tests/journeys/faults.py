"""What is wrong with a page that stands in a browser: by axe, by its width, by its words."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from app.demo.roles import PASSWORD, ROLES
from tests.journeys.prepared import COURSE

AXE = Axe().axe_script
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {
    "runOnly": {"type": "tag", "values": _TAGS},
    "resultTypes": ["violations"],
    # Off by default; 24 pixels are promised.
    "rules": {"target-size": {"enabled": True}},
}

# Every piece of text that is seen or read out, but for what is marked as English.
_TEXTS = """() => {
  const found = [document.title];
  const read = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const foreign = "[lang=en], code, script, style";
  while (read.nextNode()) {
    if (!read.currentNode.parentElement.closest(foreign)) found.push(read.currentNode.data);
  }
  for (const one of document.querySelectorAll("*")) {
    if (one.closest(foreign)) continue;
    for (const {name, value} of one.attributes) {
      if (/^(aria-label|alt|title|placeholder|data-confirm|data-text-.*)$/.test(name)) found.push(value);
    }
  }
  return found.map((text) => text.trim()).filter(Boolean);
}"""

# Latin letters that belong on a Kyrgyz or Russian page.
_NAMES = "|".join(re.escape(name) for name in (PASSWORD, *(role.sign_in_name for role in ROLES)))
_LATIN = re.compile(
    # Codes, keys, digests: before the files, which would take a key's first half for themselves.
    r"[A-Z0-9]{5}(-[A-Z0-9]+)+|[A-Za-z0-9+/_-]{16,}=*|\b[0-9a-f]{8,}\b"
    r"|https?://\S+|\S+@\S+|\w+(/[\w.-]+)+|flask [a-z -]+"  # addresses, files, commands
    r"|[«“][a-z0-9]+(-[a-z0-9]+)+[»”]"  # names of questions, as files bear them
    r"|Aegis|FreeOTP|(Google|Microsoft) Authenticator|^English$|\b(Muras|Ed25519|CSV|XLSX|PDF|QR|SHA|SIM|CC BY|MB|UTF-8|UTF-16|CP1251)\b"
    rf"|(?<![A-Za-z] )\b({_NAMES})\b(?! [A-Za-z])"  # a sign-in name, not in the middle of English
    rf"|^{COURSE} · "  # on certificates
)
_WORD = re.compile(r"[A-Za-z]{2,}")


def of_axe(page: Page) -> list[str]:
    """By a page of a context that carries AXE from its beginning."""
    found = page.evaluate("options => axe.run(options).then(said => said.violations)", _OPTIONS)
    return [
        f"{fault['id']}: {node['html'][:160]} {_why(node)}"
        for fault in found
        for node in fault["nodes"]
    ]


def _why(node: dict) -> str:
    reasons = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(reason["message"] for reason in reasons)[:300]


def of_width(page: Page, width: int) -> list[str]:
    """At this width nothing makes the page move sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    return [f"{wide} px wide on a screen of {width}"] if wide > width else []


# Short texts of ours that hold no names, where Kyrgyz is not marked as Kyrgyz.
_KYRGYZ = """() => [...document.querySelectorAll("dt, label, legend, caption, button, thead th")]
  .flatMap((one) => [one, ...one.querySelectorAll("*")]).filter((one) => !one.closest("[lang=ky]"))
  .flatMap((one) => [...one.childNodes]).filter((one) => one.nodeType === Node.TEXT_NODE)
  .map((one) => one.data.trim()).filter((text) => /[ңөүҢӨҮ]/.test(text))"""
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)|,,")


def of_words(page: Page, language: str) -> list[str]:
    """In the language of the page, every word of it, and written as one writes."""
    found = []
    lang = page.locator("html").get_attribute("lang")
    if lang != language:
        found.append(f"lang is {lang}, not {language}")
    for text in page.evaluate(_TEXTS):
        words = _WORD.findall(_LATIN.sub("", text))
        if words:
            found.append(f"not in {language}, {' '.join(words)}: {text[:200]}")
        if _TWO_STOPS.search(text):
            found.append(f"two stops: {text[:200]}")
    if language == "ru":
        found += [f"Kyrgyz, not marked: {text}" for text in page.evaluate(_KYRGYZ)]
    return found
