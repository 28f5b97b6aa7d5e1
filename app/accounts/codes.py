"""Codes of the second factor: six digits of a device, recovery codes, the sealing of devices' keys."""

import base64
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.accounts.passwords import secret_digest

# Recovery codes are digits only, so that every keyboard has them: 66 random bits each.
RECOVERY_DIGITS, RECOVERY_CODES = 20, 10
# Clocks of telephones are seldom wrong by more than a step of thirty seconds.
_WINDOW = (0, -1, 1)
_ISSUER = "Muras"


class Vault:
    """Keeps devices' keys with what is not in the database: a copy of the tables gives no codes."""

    def __init__(self, key: str, *earlier: str) -> None:
        self._key = key
        sealers = [base64.urlsafe_b64encode(_derived(k, "sealing", 32)) for k in (key, *earlier)]
        self._sealer = MultiFernet([Fernet(sealer) for sealer in sealers])

    def seal(self, secret: str) -> str:
        return self._sealer.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """None when it was sealed with a key that is no longer known."""
        try:
            return self._sealer.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def offer(self, session_key: str) -> str:
        """The key offered to a device: the same for as long as the session's key, and kept nowhere."""
        return base64.b32encode(_derived(self._key, f"offer {session_key}", 20)).decode()


def _derived(key: str, purpose: str, length: int) -> bytes:
    info = f"muras second factor: {purpose}".encode()
    return HKDF(SHA256(), length=length, salt=None, info=info).derive(key.encode())


def digits(typed: str) -> str:
    """As it is compared: people type codes in groups."""
    return "".join(c for c in typed if c.isascii() and c.isdigit())


def step_of(secret: str, typed: str, *, at: datetime) -> int | None:
    """The step of thirty seconds to which this code belongs; None when it is not right around now."""
    device = pyotp.TOTP(secret)
    now = device.timecode(at)
    for step in (now + shift for shift in _WINDOW):
        if hmac.compare_digest(device.generate_otp(step), digits(typed)):
            return step
    return None


def new_recovery_codes() -> list[str]:
    made = (secrets.randbelow(10**RECOVERY_DIGITS) for _ in range(RECOVERY_CODES))
    return [f"{number:0{RECOVERY_DIGITS}}" for number in made]


def recovery_digest(person_id: int, typed: str) -> str:
    """Bound to the person, so that a guess is a guess at one person's codes only."""
    return secret_digest(f"recovery {person_id} {digits(typed)}")


def in_fours(code: str) -> str:
    """For reading aloud and typing."""
    return " ".join(code[n : n + 4] for n in range(0, len(code), 4))


@dataclass(frozen=True)
class Square:
    """A QR code as the outline of its dark parts, in units of one module, with the quiet zone."""

    size: int
    path: str


def square(secret: str, name: str) -> Square:
    """What a telephone scans; `name` tells its owner which account it is."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=_ISSUER)
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=4)]
    path = "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in _runs(row))
    return Square(len(rows), path)


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow each other."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found
