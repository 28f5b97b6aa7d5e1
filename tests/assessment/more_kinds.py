"""The smallest sound question of each kind that came after the first six, and the same with another key.

The smallest course holds the first six alone; a test that sits these lays `files` over its bank.
"""

from app.assessment import pictures
from app.core.problems import Problems

OWN = {
    "cloze": """\
passage: {ky: "Алдоо – {{first}}, кулчулук – {{second}}.", ru: "Обман – {{first}}, рабство – {{second}}."}
gaps:
  - id: first
    options:
      - {id: a, text: {ky: "ыкма", ru: "средство"}, right: true}
      - {id: b, text: {ky: "аракет", ru: "действие"}}
      - {id: c, text: {ky: "жер", ru: "место"}}
  - id: second
    accept: {ky: ["максат"], ru: ["цель"]}
""",
    "hotspot": """\
picture: paper
regions:
  - {id: r1, at: [60, 300, 400, 60], text: {ky: "Акы", ru: "Плата"}, right: true}
  - {id: r2, at: [60, 100, 400, 60], text: {ky: "Күнү", ru: "Дата"}}
  - {id: r3, at: [60, 200, 400, 60], text: {ky: "Карыз", ru: "Долг"}, right: true}
""",
    "evidence-matrix": """\
rows:
  - {id: act, text: {ky: "Аракет", ru: "Действие"}}
  - {id: means, text: {ky: "Ыкма", ru: "Средство"}}
  - {id: purpose, text: {ky: "Максат", ru: "Цель"}}
evidence:
  - {id: e1, text: {ky: "Билет", ru: "Билет на поезд"}, supports: [act]}
  - {id: e2, text: {ky: "Дептер", ru: "Тетрадь"}, supports: [means, purpose]}
  - {id: e3, text: {ky: "Аба ырайы", ru: "Погода"}}
""",
    "mark-the-text": """\
labels:
  - {id: act, text: {ky: "Аракет", ru: "Действие"}}
  - {id: means, text: {ky: "Ыкма", ru: "Средство"}}
  - {id: purpose, text: {ky: "Максат", ru: "Цель"}}
passages:
  - {id: p1, text: {ky: "Жаз келди.", ru: "Пришла весна."}}
  - {id: p2, text: {ky: "Аны алып барышты.", ru: "Её отвезли."}, label: act}
  - {id: p3, text: {ky: "Эшик кулпуланды.", ru: "Дверь заперли."}, label: means}
  - {id: p4, text: {ky: "Үй чоң эле.", ru: "Дом был большой."}}
  - {id: p5, text: {ky: "Акысыз иштетишти.", ru: "Заставили работать даром."}, label: purpose}
""",
    "essay": """\
words: {least: 5, most: 50}
rubric:
  - id: facts
    text: {ky: "Фактылар", ru: "Факты"}
    levels: [{ky: "жок", ru: "нет"}, {ky: "бар", ru: "есть"}]
  - id: law
    text: {ky: "Мыйзам", ru: "Закон"}
    levels: [{ky: "жок", ru: "нет"}, {ky: "жарым", ru: "половина"}, {ky: "бар", ru: "есть"}]
model: {ky: "Үлгү жооп", ru: "Образец ответа"}
""",
}

# Kind → the same question with another key: other gaps filled, other places, other ticks, other marks.
FLIPPED = {
    "cloze": OWN["cloze"]
    .replace(", right: true", "")
    .replace('ru: "место"}', 'ru: "место"}, right: true')
    .replace('ky: ["максат"], ru: ["цель"]', 'ky: ["белги"], ru: ["признак"]'),
    "hotspot": OWN["hotspot"]
    .replace(", right: true", "")
    .replace('ru: "Дата"}', 'ru: "Дата"}, right: true'),
    "evidence-matrix": OWN["evidence-matrix"]
    .replace(", supports: [act]", "")
    .replace('ru: "Погода"}', 'ru: "Погода"}, supports: [purpose]'),
    "mark-the-text": OWN["mark-the-text"]
    .replace(", label: act", ", label: purpose")
    .replace(", label: means", "")
    .replace('ru: "Пришла весна."}', 'ru: "Пришла весна."}, label: act'),
    "essay": OWN["essay"]
    .replace("Үлгү жооп", "Башка жооп")
    .replace('ru: "половина"', 'ru: "кое-что"'),
}

# Ids of what is shuffled, sorted by the texts.
SHUFFLED = {
    "cloze": ["b", "c", "a"],
    "hotspot": [],
    "evidence-matrix": ["e3", "e1", "e2"],
    "mark-the-text": [],
    "essay": [],
}

MEDIA = {
    "media/paper.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 400">
  <rect class="paper" x="20" y="20" width="680" height="360" rx="8"/>
  <text class="ink" x="60" y="60" font-size="26">{{title}}</text>
</svg>
""",
    "media/paper.yaml": """\
id: paper
licence: CC BY 4.0
alt: {ky: "Тил кат: күнү, карызы, акысы", ru: "Расписка: дата, долг, плата"}
texts:
  title: {ky: "Тил кат", ru: "Расписка"}
""",
}

PICTURES = pictures.read(MEDIA, Problems())

# Marked by the program; in the order in which the test of the smallest course asks for them.
MARKED = ["cloze", "evidence-matrix", "hotspot", "mark-the-text"]
