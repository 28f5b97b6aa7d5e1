"""Strength of passwords, their digests, secrets for links and sessions."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.refusals import Refusal
from app.core.text import composed
from app.core.words import N_

SHORTEST, LONGEST = 12, 128

# What people choose most; compared after folding case and dropping digits and signs at the ends.
_COMMON = frozenset(
    [
        "password",
        "passw0rd",
        "qwerty",
        "qwertyuiop",
        "qwertyuiopas",
        "йцукен",
        "йцукенгшщзхъ",
        "пароль",
        "parol",
        "admin",
        "administrator",
        "letmein",
        "welcome",
        "iloveyou",
        "monkey",
        "dragon",
        "football",
        "бишкек",
        "bishkek",
        "kyrgyzstan",
        "кыргызстан",
        "милиция",
        "police",
        "прокуратура",
        "muras",
        "мурас",
        "адилет",
        "академия",
        "сырсөз",
        "купуясөз",
        "сырсоз",
        "abcdefghijkl",
        "abcdef",
        "zxcvbnm",
        "фывапролджэ",
    ]
)


class TooShort(Refusal):
    says = N_("Use at least %(least)d characters. Three or four words you will remember are best.")


class TooLong(Refusal):
    says = N_("Use at most %(most)d characters.")


class TooCommon(Refusal):
    says = N_("This password is among those tried first. Choose words that do not belong together.")


def ensure_strong(password: str, *, own_words: tuple[str, ...] = ()) -> None:
    """Length, and not among the common ones or made of the person's own names; any characters are welcome."""
    password = composed(password)
    if len(password) < SHORTEST:
        raise TooShort(least=SHORTEST)
    if len(password) > LONGEST:
        raise TooLong(most=LONGEST)
    core = password.casefold().strip("0123456789!?.,-_*#@$%^&()+= ")
    own = {word.casefold() for word in own_words if word}
    if len(set(password)) < 5 or core in _COMMON or core in own or not core:
        raise TooCommon


class Hasher:
    """Argon2id. 19 MiB, two passes: about 60 ms on the reference machine."""

    def __init__(self, *, memory_kib: int = 19456, passes: int = 2) -> None:
        self._argon = PasswordHasher(memory_cost=memory_kib, time_cost=passes, parallelism=1)
        # What an unknown name is compared with, so that it takes as long as a known one.
        self._nobody = self._argon.hash(secrets.token_urlsafe(16))

    def hash(self, password: str) -> str:
        return self._argon.hash(composed(password))

    def matches(self, password: str, stored: str | None) -> bool:
        """False for a missing hash too, after the same work."""
        try:
            self._argon.verify(stored or self._nobody, composed(password))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        return self._argon.check_needs_rehash(stored)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def secret_digest(secret: str) -> str:
    """Secrets have 256 random bits, so one round of SHA-256 keeps them."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
