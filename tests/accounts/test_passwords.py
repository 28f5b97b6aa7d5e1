"""Strength of passwords, and their digests."""

import pytest

from app.accounts import passwords
from app.accounts.passwords import Hasher


@pytest.mark.parametrize(
    "password",
    [
        "корабль жаңгак суусар",
        "correct horse battery",
        "a1!b2?c3#d4$",
        "ө" * 3 + "ңүабвгдеж",
        "   шесть   пробелов   ",
        "x" * 100 + "yzabcdefg",
    ],
)
def test_any_characters_are_welcome(password):
    passwords.ensure_strong(password)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("short", passwords.TooShort),
        ("eleven char", passwords.TooShort),
        ("x" * 129, passwords.TooLong),
        ("aaaaaaaaaaaa", passwords.TooCommon),
        ("121212121212", passwords.TooCommon),
        ("123456789012", passwords.TooCommon),
        ("Password2026", passwords.TooCommon),
        ("Кыргызстан1991!", passwords.TooCommon),
        ("!!!Muras1234", passwords.TooCommon),
        ("токтосунова1", passwords.TooCommon),
    ],
)
def test_what_is_refused(password, refusal):
    with pytest.raises(refusal):
        passwords.ensure_strong(password, own_words=("Токтосунова", "Асель", ""))


def test_the_two_ways_to_write_a_letter_are_one_password():
    hasher = Hasher(memory_kib=8, passes=1)
    assert hasher.matches("\u0439од и ключ", hasher.hash("\u0438\u0306од и ключ"))


def test_nothing_matches_a_missing_or_broken_hash():
    hasher = Hasher(memory_kib=8, passes=1)
    assert not hasher.matches("", None)
    assert not hasher.matches("anything", "not a hash")
    assert not hasher.matches("anything", "")


def test_a_weaker_hash_is_outdated():
    weak, strong = Hasher(memory_kib=8, passes=1), Hasher(memory_kib=16, passes=1)
    stored = weak.hash("корабль жаңгак суусар")
    assert strong.is_outdated(stored)
    assert not weak.is_outdated(stored)
    assert strong.matches("корабль жаңгак суусар", stored)


def test_the_program_hashes_as_strongly_as_promised():
    assert Hasher().hash("корабль жаңгак").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_secrets_are_long_and_differ():
    made = {passwords.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 43
