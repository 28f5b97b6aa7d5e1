"""The smallest sound course, register and glossary, as bundles that a test spoils in one place."""

from app.core.problems import Problems
from app.curriculum import glossary, law

COURSE = {
    "course.yaml": """\
id: small
title: {ky: Кичине курс, ru: Малый курс}
summary: {ky: Кыскача, ru: Кратко}
aims:
  - {ky: Билүү, ru: Знать}
audience: [police, judge]
required:
  of: [police]
  within_days: 60
law_as_of: 2025-11-14
valid_months: 36
completion:
  final: final-test
licence: CC BY 4.0
""",
    "010-first/module.yaml": "id: first\ntitle: {ky: Биринчи, ru: Первый}\n",
    "010-first/010-signs.ky.md": """\
---
id: signs
title: Белгилер
minutes: 5
aims:
  - Белгилерди байкоо
summary: Кыскача.
---
{#opening}
Мыйзам: [166-берене](law:criminal-code/166), термин: [азгыруу](term:recruitment).

{#figure}
![Эки кадам](media:steps)
""",
    "010-first/010-signs.ru.md": """\
---
id: signs
title: Признаки
minutes: 5
aims:
  - Замечать признаки
summary: Кратко.
---
{#opening}
Закон: [статья 166](law:criminal-code/166), термин: [вербовка](term:recruitment).

{#figure}
![Два шага](media:steps)
""",
    "010-first/020-next.ky.md": """\
---
id: next
title: Кийинки
minutes: 7
aims: [Уланта билүү]
summary: Уландысы.
---
{#only}
Мурунку [сабак](lesson:signs).
""",
    "010-first/020-next.ru.md": """\
---
id: next
title: Следующий
minutes: 7
aims: [Уметь продолжить]
summary: Продолжение.
---
{#only}
Предыдущий [урок](lesson:signs).
""",
    "020-last/module.yaml": "id: last\ntitle: {ky: Акыркы, ru: Последний}\n",
    "020-last/010-final.quiz.yaml": """\
id: final-test
kind: final
title: {ky: Тест, ru: Тест}
bank: small
draw:
  - {topic: signs, count: 1}
pass_mark: 80
""",
    "media/steps.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 200">
  <rect class="accent" x="10" y="10" width="700" height="180" rx="12"/>
  <text class="accent-ink" x="360" y="100" font-size="24" text-anchor="middle">{{one}}</text>
</svg>
""",
    "media/steps.yaml": """\
id: steps
licence: CC BY 4.0
alt: {ky: Эки кадам бар, ru: Есть два шага}
texts:
  one: {ky: Биринчи кадам, ru: Первый шаг}
""",
}

LAW = {
    "acts.yaml": """\
acts:
  - id: criminal-code
    title: {ky: Кылмыш-жаза кодекси, ru: Уголовный кодекс, en: Criminal Code}
    short: {ky: КЖК, ru: УК, en: CC}
    kind: code
    number: "127"
    adopted: 2021-10-28
    in_force: 2021-12-01
    edition: 2025-11-14
    address: https://cbd.minjust.gov.kg/112309
    certainty: verified
    note: {ky: Кайра текшериңиз, ru: Перепроверьте}
  - id: palermo-protocol
    title: {ky: Палермо протоколу, ru: Палермский протокол}
    short: {ky: Протокол, ru: Протокол}
    kind: treaty
    certainty: background
""",
    "provisions/criminal-code.yaml": """\
act: criminal-code
provisions:
  - article: "166"
    title: {ky: Адамдарды соодалоо, ru: Торговля людьми}
    summary: {ky: "Адам **сатуу**, [22-берене](law:criminal-code/22)", ru: "**Торговля**, [ст. 22](law:criminal-code/22)"}
    certainty: verified
  - article: "22"
    title: {ky: Бүтүн жана бөлүк, ru: Целое и часть}
    summary: {ky: Бүтүнү бөлүгүн камтыйт, ru: Целое охватывает часть}
    certainty: verified-ru
    review: {ky: Сот практикасы, ru: Судебная практика}
  - article: "160-1"
    title: {ky: Кошумча, ru: Дополнительная}
    summary: {ky: Кошумча, ru: Дополнительная}
    certainty: background
""",
}

GLOSSARY = {
    "terms.yaml": """\
terms:
  - id: recruitment
    term: {ky: азгыруу, ru: вербовка, en: recruitment}
    definition: {ky: Ишке чакыруу, ru: Приглашение на работу}
    source: {ky: "КЖК, 166-берене", ru: "УК, ст. 166"}
    certainty: verified
  - id: harbouring
    term: {ky: өрттөн сактоо, ru: укрывательство}
    definition: {ky: Жашыруу, ru: Сокрытие}
    source: Criminal Code, art. 166
    certainty: second-hand
""",
}


def spoilt(bundle: dict[str, str], path: str, old: str = "", new: str = "") -> dict[str, str]:
    """The bundle with one change: a text replaced, or with no `old` the whole file; None as `new` removes it."""
    changed = dict(bundle)
    if not old:
        changed[path] = new
        return changed
    assert changed[path].count(old) >= 1, f"{old!r} does not stand in {path}"
    changed[path] = changed[path].replace(old, new, 1)
    return changed


def without(bundle: dict[str, str], *paths: str) -> dict[str, str]:
    return {path: text for path, text in bundle.items() if path not in paths}


def faults(problems: Problems) -> list[tuple[str, int, str]]:
    return [(p.path, p.line, p.code) for p in problems]


def register() -> law.Register:
    found, problems = law.read(LAW)
    assert found, faults(problems)
    return found


def terms() -> glossary.Glossary:
    found, problems = glossary.read(GLOSSARY)
    assert found, faults(problems)
    return found
