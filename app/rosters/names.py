"""Names of people: parts of a full name, spelling in capitals, what patronymics tell, keys for near names."""

import re
from functools import lru_cache

from app.accounts.kinds import Sex
from app.core.text import search_key, tidy

# A patronymic of two words: Асан уулу, Асан кызы.
_SONS = frozenset({"уулу", "uulu", "ууулу", "оглы", "оглу", "ogly", "угли", "ugli"})
_DAUGHTERS = frozenset({"кызы", "kyzy", "кизи", "gyzy", "qizi", "kizi"})
_INITIAL = re.compile(r"[^\W\d_]\.?(\s?[^\W\d_]\.)?")

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ү": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "",
    "э": "e", "ю": "u", "я": "a",
}  # fmt: skip
_TABLE = str.maketrans(_LATIN)
# How others write the same sounds in Latin letters; longer ones first.
_VARIANTS = (
    ("shch", "s"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("ts", "c"), ("ch", "c"), ("sh", "s"), ("ng", "n"),
    ("ya", "a"), ("ia", "a"), ("yu", "u"), ("iu", "u"), ("yo", "e"), ("io", "e"), ("ye", "e"), ("ie", "e"),
    ("ö", "o"), ("ü", "u"), ("ñ", "n"), ("ş", "s"), ("ç", "c"), ("ı", "i"), ("y", "i"), ("w", "v"), ("x", "ks"),
    ("q", "k"), ("'", ""), ("’", ""), ("ʼ", ""), ("`", ""), ("-", ""),
)  # fmt: skip
# The names of one large list: each is asked for many times while it is compared.
_KEPT = 60_000
_TWICE = re.compile(r"(.)\1")


def parts(full: str) -> tuple[str, str, str] | None:
    """Family name, given name, patronymic; None when there is no given name.

    Эркин уулу Бакыт has a family name of two words, Асанов Бакыт Эркин уулу a patronymic of two.
    """
    words: list[str] = []
    for word in tidy(full.replace(",", " ")).split():
        if word.casefold().strip(".") in (_SONS | _DAUGHTERS) and words:
            words[-1] += f" {word}"
        else:
            words.append(word)
    if len(words) < 2:
        return None
    if len(words) == 2 and " " in words[1]:
        words.reverse()
    return words[0], words[1], " ".join(words[2:])


def spelt(name: str) -> str:
    """АСАНОВ becomes Асанов; what is not all in capitals stays as it stands."""
    if len(name) < 2 or not name.isupper():
        return name
    words = (_capital(word) for word in name.split(" "))
    return " ".join(words)


def _capital(word: str) -> str:
    if word.casefold() in (_SONS | _DAUGHTERS):
        return word.casefold()
    return "-".join(part[:1] + part[1:].casefold() for part in word.split("-"))


def is_initial(given: str) -> bool:
    return len(given) < 2 or ("." in given and bool(_INITIAL.fullmatch(given)))


def sex_told_by(patronymic: str) -> Sex | None:
    """A proposal, never more: somebody says yes to it."""
    word = search_key(patronymic).rpartition(" ")[2]
    if word in _SONS or word.endswith(("вич", "ьич", "мич", "vich", "mich", "vych")):
        return Sex.MALE
    if word in _DAUGHTERS or word.endswith(("вна", "чна", "шна", "vna", "chna")):
        return Sex.FEMALE
    return None


@lru_cache(maxsize=_KEPT)
def exact_key(name: str) -> str:
    """Case, ё and е, ң and н, ө and о, ү and у do not tell people apart."""
    return search_key(name)


@lru_cache(maxsize=_KEPT)
def near_key(name: str) -> str:
    """The same for every way to write it in Latin letters, as far as one can tell."""
    text = search_key(name).translate(_TABLE)
    for written, meant in _VARIANTS:
        text = text.replace(written, meant)
    return _TWICE.sub(r"\1", text)


def one_letter_less(key: str) -> set[str]:
    """Two keys that differ in one letter share one of these."""
    return {key[:n] + key[n + 1 :] for n in range(len(key))} | {key}
