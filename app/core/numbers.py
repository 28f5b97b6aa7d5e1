"""Public numbers with a check digit, and codes that cannot be guessed."""

import secrets

# No 0/O, 1/I/L: these are read aloud over the telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 26  # 31 ** 26 > 2 ** 128


def check_digit(digits: str) -> str:
    """Damm's method: every single wrong digit and every swap of neighbours is noticed."""
    row = 0
    for digit in digits:
        row = _DAMM[row][int(digit)]
    return str(row)


def with_check_digit(year: int, running: int) -> str:
    """A certificate's number, for instance 2026-000123-4."""
    digits = f"{year:04d}{running:06d}"
    return f"{digits[:4]}-{digits[4:]}-{check_digit(digits)}"


def is_number(text: str) -> bool:
    digits = text.replace("-", "")
    return (
        digits.isascii()
        and digits.isdigit()
        and len(digits) == 11
        and check_digit(digits[:-1]) == digits[-1]
    )


def new_code() -> str:
    """A code of at least 128 bits, in groups that a person can read out."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(letters[i : i + 5] for i in range(0, _CODE_LENGTH, 5))


def short_code() -> str:
    """Ten letters that a trainer writes on a board: 31 ** 10 is beyond guessing through pages."""
    letters = [secrets.choice(_ALPHABET) for _ in range(10)]
    return "".join(letters[:5]) + "-" + "".join(letters[5:])


def tidy_code(typed: str) -> str:
    """What a person typed, in the form in which codes are kept: capitals, groups of five."""
    letters = "".join(c for c in typed.upper() if c in _ALPHABET)
    return "-".join(letters[i : i + 5] for i in range(0, len(letters), 5))


_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
