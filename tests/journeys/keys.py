"""The keyboard alone: Tab and Shift+Tab, Enter, Space, arrows, letters. Every stop is seen, or the test fails."""

from playwright.sync_api import Locator, Page, expect

from app.assessment.bank import Bank
from app.assessment.items.kinds import kind_of
from app.core.text import tidy
from tests.journeys import filling
from tests.journeys.steps import item_on

_MOST_STOPS = 250

# How the focus is seen: outline, its contrast with what lies behind it, and whether anything covers it.
_FOCUS = r"""() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const shown = one.closest(".option") || one;
  const style = getComputedStyle(shown);
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((n) => n / 255)
      .map((n) => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let behind = shown.parentElement;
  const clear = (element) => numbers(getComputedStyle(element).backgroundColor)[3] === 0;
  while (behind.parentElement && clear(behind)) behind = behind.parentElement;
  const both = [light(style.outlineColor), light(getComputedStyle(behind).backgroundColor)].sort();
  const isThere = ([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there && shown.contains(there);
  };
  const points = [...shown.getClientRects()].flatMap((box) =>
    [[box.left + box.width / 2, box.top + box.height / 2], [box.left + 4, box.top + 4]]);
  return {
    name: one.tagName + " " + (one.ariaLabel || one.innerText || one.name || one.id || "").slice(0, 50),
    drawn: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    contrast: (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05),
    seen: points.some(isThere),
  };
}"""

# What Tab has to reach; of a group of radio buttons only one.
_STOPS = """() => {
  const groups = new Set();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility() && !one.disabled && one.type !== "hidden" && one.tabIndex >= 0)
    .filter((one) => {
      if (one.type !== "radio") return true;
      const isFirst = !groups.has(one.name);
      groups.add(one.name);
      return isFirst;
    }).length;
}"""


class Keys:
    def __init__(self, page: Page) -> None:
        self._page = page

    def tab(self, *, back: bool = False) -> str | None:
        """To the next stop; its name, or None when the page is at its end."""
        self._page.keyboard.press("Shift+Tab" if back else "Tab")
        focus = self._page.evaluate(_FOCUS)
        if focus is None:
            return None
        assert focus["drawn"], f"the focus is not drawn: {focus}"
        assert focus["contrast"] >= 3, f"the focus is too faint: {focus}"
        assert focus["seen"], f"the focus is covered or off the screen: {focus}"
        return focus["name"]

    def to(self, target: Locator, *, back: bool = False) -> None:
        """As far as it needs; at the end of the page it begins again once."""
        ends = 0
        for _stop in range(_MOST_STOPS):
            if self.is_at(target):
                return
            ends += self.tab(back=back) is None
            assert ends < 2, f"not reached: {target}"
        raise AssertionError(f"the focus is caught before {target}")

    def is_at(self, target: Locator) -> bool:
        return target.evaluate("one => one === document.activeElement")

    def enter(self, target: Locator) -> None:
        """What it leads to is another page."""
        self.to(target)
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")

    def press(self, key: str, times: int = 1) -> None:
        for _time in range(times):
            self._page.keyboard.press(key)

    def write(self, target: Locator, text: str) -> None:
        self.to(target)
        self._page.keyboard.press("Control+a")
        self._page.keyboard.type(text)

    def choose(self, target: Locator, words: str) -> None:
        """From a list, by its words."""
        self.to(target)
        place = [tidy(text) for text in target.locator("option").all_inner_texts()].index(words)
        self.press("Home")
        self.press("ArrowDown", place)
        assert tidy(target.locator("option:checked").inner_text()) == words

    def round(self) -> list[str]:
        """Once through the page, from its beginning to its end."""
        self._page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        names = []
        while len(names) < _MOST_STOPS and (name := self.tab()):
            names.append(name)
        wanted = self._page.evaluate(_STOPS)
        assert wanted <= len(names) < _MOST_STOPS, f"{wanted} stops, of them reached: {names}"
        return names


def answer(page: Page, bank: Bank, language: str) -> str:
    """The right answer to the question on the page; gives back the kind. It is saved, and the focus stays."""
    keys, item = Keys(page), item_on(page, bank, language)
    right = kind_of(item).right(item, language)
    if item.kind == "single-choice":
        words = {option.id: option.text[language] for option in item.options}  # type: ignore[attr-defined]
        _one(keys, page, "choice", page.get_by_label(words[right["choice"]], exact=True))
    elif item.kind in filling.KINDS:
        for step in filling.steps(page, item, language):
            _step(keys, page, step)
    elif item.kind == "multiple-choice":
        words = {option.id: option.text[language] for option in item.options}  # type: ignore[attr-defined]
        for chosen in right["choices"]:
            keys.to(page.get_by_label(words[chosen], exact=True))
            keys.press("Space")
    elif item.kind == "matching":
        for place, pair in enumerate(item.pairs, start=1):  # type: ignore[attr-defined]
            keys.choose(page.locator(f'select[name="pair-{place}"]'), pair.right[language])
    elif item.kind == "ordering":
        for place, step in enumerate(item.steps, start=1):  # type: ignore[attr-defined]
            keys.choose(page.get_by_label(step.text[language], exact=True), str(place))
    else:
        keys.write(page.locator('input[name="text"]'), right["text"])
    _is_kept(page)
    return item.kind


def _step(keys: Keys, page: Page, step: filling.Step) -> None:
    if step.value is not None:
        write = keys.choose if step.is_list else keys.write
        write(step.field, step.value)
    elif step.field.get_attribute("type") == "radio":
        _one(keys, page, "choices", step.field)
    else:
        keys.to(step.field)
        keys.press("Space")


def _one(keys: Keys, page: Page, name: str, wanted: Locator) -> None:
    """Tab comes to the group, arrows go on within it."""
    group = page.locator(f'input[name="{name}"]')
    given = page.locator(f'input[name="{name}"]:checked')
    keys.to(given if given.count() else group.first)
    keys.press("Space")
    for _option in range(group.count()):
        if wanted.is_checked():
            return
        keys.press("ArrowDown")
    raise AssertionError("arrows do not come to the right option")


def _is_kept(page: Page) -> None:
    """The page says so by itself, and leaves the focus where it is."""
    focus = page.evaluate_handle("document.activeElement")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    assert focus.evaluate("one => one === document.activeElement"), "saving moved the focus"
