"""Codes of devices, recovery codes, the sealing of keys."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts import codes

# Of RFC 6238, appendix B: the key, and what it shows at these seconds; of eight digits the last six.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
KNOWN = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
AT = datetime(2026, 11, 22, 9, 0, 15, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "code"), KNOWN.items())
def test_codes_are_those_of_the_standard(seconds, code):
    at = datetime.fromtimestamp(seconds, UTC)
    assert codes.step_of(SECRET, code, at=at) == seconds // 30


@pytest.mark.parametrize(("shift", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])  # fmt: skip
def test_a_clock_may_be_wrong_by_one_step(shift, taken):
    code = pyotp.TOTP(SECRET).at(AT + timedelta(seconds=30 * shift))
    found = codes.step_of(SECRET, code, at=AT)
    assert (found is not None) == taken
    assert not taken or found == int(AT.timestamp()) // 30 + shift


@pytest.mark.parametrize("typed", ["", "28708", "2870820", "287 08", "abcdef", "٢٨٧٠٨٢", "287082\u0661"])  # fmt: skip
def test_what_is_no_code_is_not_right(typed):
    at = datetime.fromtimestamp(59, UTC)
    right = codes.digits(typed) == "287082"
    assert (codes.step_of(SECRET, typed, at=at) is not None) == right


@pytest.mark.parametrize("typed", ["287082", "287 082", " 287-082 "])
def test_a_code_may_be_typed_in_groups(typed):
    assert codes.step_of(SECRET, typed, at=datetime.fromtimestamp(59, UTC)) == 1


def test_recovery_codes_are_ten_different_ones_of_twenty_digits():
    made = codes.new_recovery_codes()
    assert len(set(made)) == codes.RECOVERY_CODES
    assert {len(code) for code in made} == {codes.RECOVERY_DIGITS}
    assert all(code.isdigit() for code in made)


def test_a_recovery_code_is_a_persons_own_and_may_be_typed_in_groups():
    code = codes.new_recovery_codes()[0]
    assert codes.recovery_digest(1, code) == codes.recovery_digest(1, codes.in_fours(code))
    assert codes.recovery_digest(1, code) != codes.recovery_digest(2, code)
    assert code not in codes.recovery_digest(1, code)


def test_a_sealed_key_opens_with_the_same_key_only():
    sealed = codes.Vault("a" * 40).seal(SECRET)
    assert SECRET not in sealed
    assert codes.Vault("a" * 40).open(sealed) == SECRET
    assert codes.Vault("b" * 40).open(sealed) is None
    assert codes.Vault("b" * 40, "a" * 40).open(sealed) == SECRET
    assert codes.Vault("a" * 40).open("nonsense") is None


def test_a_key_is_offered_again_to_the_same_session_only():
    vault = codes.Vault("a" * 40)
    assert vault.offer("one") == vault.offer("one")
    assert len({vault.offer("one"), vault.offer("two"), codes.Vault("b" * 40).offer("one")}) == 3
    assert len(vault.offer("one")) == 32


def drawn(square: codes.Square) -> list[list[int]]:
    """The modules that a path fills."""
    rows = [[0] * square.size for _ in range(square.size)]
    for part in square.path.removeprefix("M").removesuffix("z").split("zM"):
        place, _v, rest = part.partition("h")
        x, y = map(int, place.split())
        for n in range(int(rest.split("v")[0])):
            rows[y][x + n] = 1
    return rows


@given(st.text("abcdefghijklmnopqrstuvwxyz.-", min_size=1, max_size=60))
def test_the_square_is_the_one_of_the_library(name):
    address = pyotp.TOTP(SECRET).provisioning_uri(name=name, issuer_name="Muras")
    wanted = codes.segno.make(address, error="m", micro=False).matrix_iter(border=4)
    assert drawn(codes.square(SECRET, name)) == [list(row) for row in wanted]
