"""What a certificate says, the signature over it, and what a verifier sees.

Everything that is printed stands in `words`; the Ed25519 signature covers exactly that, as canonical JSON. A
changed letter anywhere in it no longer verifies.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)


class Verdict(StrEnum):
    GENUINE = "genuine"
    EXPIRED = "expired"
    REVOKED = "revoked"
    FORGED = "forged"
    UNKNOWN = "unknown"


def words(
    *,
    number: str,
    code: str,
    name: str,
    institution: Mapping[str, str],
    course: str,
    title: Mapping[str, str],
    release: int,
    release_digest: str,
    completed: date,
    issued: date,
    valid_until: date | None,
    law_as_of: date,
    percent: int | None,
    lessons: int,
    minutes: int,
    language: str,
) -> dict[str, Any]:
    """Everything the certificate bears, as values that JSON keeps exactly."""
    return {
        "number": number,
        "code": code,
        "name": name,
        "institution": {"ky": institution["ky"], "ru": institution["ru"]},
        "course": course,
        "title": {"ky": title["ky"], "ru": title["ru"]},
        "release": release,
        "release_digest": release_digest,
        "completed": completed.isoformat(),
        "issued": issued.isoformat(),
        "valid_until": valid_until.isoformat() if valid_until else None,
        "law_as_of": law_as_of.isoformat(),
        "percent": percent,
        "lessons": lessons,
        "minutes": minutes,
        "language": language,
    }


def canonical(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class Signer:
    """The academy's private key, from a PEM file outside the database."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        raw = key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        self.public = base64.b64encode(raw).decode()
        self.key_id = hashlib.sha256(raw).hexdigest()[:16]

    @classmethod
    def from_file(cls, path: Path) -> "Signer":
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError(f"{path} holds no Ed25519 key")
        return cls(key)

    @classmethod
    def new_file(cls, path: Path) -> "Signer":
        """A new key in a file only its owner reads; an existing file is never replaced."""
        path.parent.mkdir(parents=True, exist_ok=True)
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(pem)
        return cls(key)

    def sign(self, said: Mapping[str, Any]) -> str:
        return base64.b64encode(self._key.sign(canonical(said))).decode()


def is_signed(said: Mapping[str, Any], signature: str, public: str | None) -> bool:
    """False for any changed letter, a foreign key, or text that is no signature at all."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public or "", validate=True))
        key.verify(base64.b64decode(signature, validate=True), canonical(said))
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Shown:
    """What a verifier sees: the verdict and every signed field; nothing of a forged one."""

    verdict: Verdict
    said: Mapping[str, Any]
    revoked_on: date | None = None
    reason: str = ""


# No certificate has the code that was asked for.
UNKNOWN = Shown(Verdict.UNKNOWN, {})


def verdict(
    said: Mapping[str, Any],
    signature: str,
    public: str | None,
    *,
    on: date,
    revoked_on: date | None = None,
    reason: str = "",
) -> Shown:
    """Forged before revoked before expired: the graver is said."""
    if not is_signed(said, signature, public):
        return Shown(Verdict.FORGED, {})
    if revoked_on is not None:
        return Shown(Verdict.REVOKED, said, revoked_on, reason)
    until = said["valid_until"]
    if until is not None and date.fromisoformat(until) < on:
        return Shown(Verdict.EXPIRED, said)
    return Shown(Verdict.GENUINE, said)
