"""The smallest sound fact patterns, and a person who drills on them in the browser."""

from app.assessment.patterns import HEAD

CITATIONS = frozenset({"criminal-code", "criminal-code/166", "criminal-code/209"})

_HEAD = """\
id: qualification
title: {ky: "Көнүгүү", ru: "Упражнения"}
licence: CC BY 4.0
distinctions:
  - {id: wages, title: {ky: "Эмгек акы", ru: "Зарплата"}, asks: {ky: "Кете алабы?", ru: "Мог ли уйти?"}}
  - {id: fraud, title: {ky: "Алдоо", ru: "Обман"}, asks: {ky: "Эмне керек?", ru: "Что нужно?"}}
offences:
  - {id: trafficking, title: {ky: "Соодалоо", ru: "Торговля"}, cites: criminal-code/166, trafficking: true, lesser: false}
  - {id: fraud, title: {ky: "Алдамчылык", ru: "Мошенничество"}, cites: criminal-code/209, trafficking: false, lesser: true}
  - {id: no-offence, title: {ky: "Кылмыш жок", ru: "Преступления нет"}, cites: null, trafficking: false, lesser: true}
fields:
  - {id: work, title: {ky: "Жумуш", ru: "Работа"}}
"""

_PATTERN = """\
id: %(name)s
distinction: %(distinction)s
field: work
difficulty: easy
offence: %(offence)s
passages:
  - text: {ky: "%(ky)s", ru: "%(ru)s"}
    shows: act
  - text: {ky: "Экинчи %(ky)s", ru: "Вторая %(ru)s"}
    shows: means
  - text: {ky: "Үчүнчү %(ky)s", ru: "Третья %(ru)s"}
    shows: purpose
  - text: {ky: "Төртүнчү %(ky)s", ru: "Четвёртая %(ru)s"}


tempting: %(tempting)s
reasoning: {ky: "Анткени.", ru: "Потому что."}
look_for: {ky: "Далил.", ru: "Доказательство."}
cost: {ky: "Баасы.", ru: "Цена."}
cites: [criminal-code/166]
review: {first: null, second: null}
"""


def pattern(
    name: str, *, distinction: str = "wages", offence: str = "trafficking", word: str = "сөз"
) -> str:
    """Each passage has seventeen words or more in each language."""
    tempting = "fraud" if offence != "fraud" else "trafficking"
    ky = " ".join([f"{word} {name}"] * 8 + ["аягы"])
    ru = " ".join([f"слово {name}"] * 8 + ["конец"])
    return _PATTERN % {
        "name": name, "distinction": distinction, "offence": offence, "tempting": tempting,
        "ky": ky, "ru": ru,
    }  # fmt: skip


def bundle(**more: str) -> dict[str, str]:
    """Six patterns of wages, six of fraud; `more` are laid over their offences by name."""
    files = {HEAD: _HEAD}
    for distinction in ("wages", "fraud"):
        for n in ("one", "two", "three", "four", "five", "six"):
            name = n if distinction == "wages" else f"f-{n}"
            offence = more.get(name.replace("-", "_"), "trafficking")
            files[f"{distinction}/{name}.yaml"] = pattern(
                name, distinction=distinction, offence=offence
            )
    return files


def spoilt(path: str, change: str | tuple[str, str]) -> dict[str, str]:
    files = bundle()
    if change == "copied":
        files[path] = files["wages/one.yaml"]
    elif change == "dropped":
        files[path] = files[path].replace("сөз one ", "")
    else:
        old, new = change
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    return files
