"""What a heading means, in Kyrgyz, Russian and English; and the digest under which a mapping is remembered."""

import hashlib
import re
from collections.abc import Iterable

from app.core.text import search_key
from app.rosters.shapes import Column

_WORD = re.compile(r"[^\W_]+")

# What a heading is, or begins with; folded as search keys are: ө is о, ү is у, ң is н, ё is е.
_SAYS: dict[Column, tuple[str, ...]] = {
    Column.FULL_NAME: (
        "фио", "ф и о", "фамилия имя отчество", "фамилия имя", "фамилия и о", "аты жону", "аты жону атасынын аты",
        "фамилиясы аты", "кызматкер", "кызматкердин аты жону", "сотрудник", "работник", "full name", "name surname",
        "employee", "ааа", "а а а", "name in full", "surname and name", "сотрудник фио",
    ),
    Column.FAMILY_NAME: ("фамилия", "фамилиясы", "family name", "last name", "surname", "тек аты"),
    Column.GIVEN_NAME: ("имя", "аты", "ысымы", "given name", "first name", "name", "ысым"),
    Column.PATRONYMIC: ("отчество", "атасынын аты", "атасынын", "patronymic", "middle name", "аты атасынын"),
    Column.RANK: (
        "звание", "специальное звание", "спец звание", "спецзвание", "классный чин", "чин", "наам", "наамы",
        "атайын наамы", "атайын наам", "класстык чени", "чени", "аскердик наамы", "rank", "воинское звание",
    ),
    Column.POST: (
        "должность", "занимаемая должность", "наименование должности", "штатная должность", "кызмат орду", "кызматы",
        "ээлеген кызматы", "кызмат ордунун аталышы", "post", "position", "job title", "кызмат",
    ),
    Column.UNIT: (
        "подразделение", "структурное подразделение", "отдел", "отделение", "управление", "служба", "орган", "овд",
        "департамент", "место службы", "болум", "болуму", "болумчо", "болумчосу", "башкармалык", "башкармалыгы",
        "кызмат орду жайгашкан болум", "тузумдук болум", "unit", "department", "division", "office", "районный отдел",
        "мекеме бирдиги", "главное управление", "башкы башкармалык", "суд", "прокуратура", "court",
    ),
    Column.DAY: (
        "дата назначения", "назначен", "дата назначения на должность", "с какого времени", "в должности с",
        "дайындалган куну", "дайындалган датасы", "кызматка дайындалган куну", "дайындалган", "date of appointment",
        "appointed", "appointed on", "since", "in post since", "дата приема",
    ),
    Column.SEX: ("пол", "жынысы", "sex", "gender", "жыныс"),
    Column.SIGN_IN_NAME: (
        "логин", "имя для входа", "имя пользователя", "учетная запись", "кируу аты", "кируу учун аты", "sign in name",
        "login", "username", "user name", "колдонуучунун аты",
    ),
    Column.ADDRESS: (
        "email", "e mail", "эл почта", "электронная почта", "адрес электронной почты", "почта", "электрондук почта",
        "электрондук дареги", "электрондук дарек", "эл дареги", "mail", "e mail address",
    ),
    Column.STATUS: ("статус", "состояние", "абалы", "status", "state", "ал абалы", "отметка об увольнении"),
}  # fmt: skip
_LONGEST_FIRST = sorted(
    ((said, column) for column, all_said in _SAYS.items() for said in all_said),
    key=lambda pair: -len(pair[0]),
)


def folded(heading: str) -> str:
    return " ".join(_WORD.findall(search_key(heading)))


def meaning(heading: str) -> Column:
    """The words themselves first; else what they begin with; else what stands among them as a whole word."""
    text = folded(heading)
    if not text or len(text) > 120:
        return Column.NOTHING
    padded = f" {text} "
    for fits in (text.__eq__, lambda said: padded.startswith(f" {said} ")):
        for said, column in _LONGEST_FIRST:
            if fits(said):
                return column
    for said, column in _LONGEST_FIRST:
        if len(said) > 4 and f" {said} " in padded:
            return column
    return Column.NOTHING


def guess(headings: Iterable[str]) -> list[Column]:
    """One meaning a column: the first column takes it; only units may be several."""
    taken: set[Column] = set()
    found = []
    for heading in headings:
        column = meaning(heading)
        if column is not Column.UNIT and column in taken:
            column = Column.NOTHING
        taken.add(column)
        found.append(column)
    if Column.FULL_NAME not in taken and Column.FAMILY_NAME not in taken:
        # "Аты" or "Name" alone is the whole name.
        found = [Column.FULL_NAME if c is Column.GIVEN_NAME else c for c in found]
    return found


def digest(headings: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(map(folded, headings)).encode()).hexdigest()
