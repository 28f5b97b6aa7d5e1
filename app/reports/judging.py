"""The life of a report that is kept: submitted, judged, and how each step seals the one before. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from app.core.refusals import Refusal
from app.core.words import N_


class Step(StrEnum):
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    EVIDENCE = "evidence"


STEPS = {
    Step.SUBMITTED: N_("Submitted for review"),
    Step.ACCEPTED: N_("Accepted"),
    Step.RETURNED: N_("Returned with reasons"),
    Step.EVIDENCE: N_("Evidence asked for"),
}
JUDGED = (Step.ACCEPTED, Step.RETURNED, Step.EVIDENCE)


class NotReady(Refusal):
    says = N_("The report is still being made.")


class NotNow(Refusal):
    says = N_("Somebody has decided about this report meanwhile. Look at it again.")


class ReasonMissing(Refusal):
    says = N_("Say why: the reason stands in the chain of signatures.")


class Altered(Refusal):
    says = N_("The kept figures do not agree with their seal. Tell the administrator.")


@dataclass(frozen=True)
class Seal:
    """What a step's digest covers, beside the base of the report and the digest of the step before."""

    step: Step
    by_id: int
    at: datetime
    reason: str


def next_steps(last: Step | None) -> tuple[Step, ...]:
    """Whoever made it submits it, again after it came back; a reviewer judges what was submitted; accepted is the end."""
    if last is Step.SUBMITTED:
        return JUDGED
    return () if last is Step.ACCEPTED else (Step.SUBMITTED,)


def ensure_step(step: Step, last: Step | None, *, is_made: bool, reason: str) -> None:
    if not is_made:
        raise NotReady
    if step not in next_steps(last):
        raise NotNow
    if step in (Step.RETURNED, Step.EVIDENCE) and not reason:
        raise ReasonMissing


def digest_of(tables: Any) -> str:
    """Of the kept tables, whatever order a database keeps their keys in."""
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_file(file: bytes | None) -> str:
    return hashlib.sha256(file or b"").hexdigest()


def seal(base: str, before: str, said: Seal) -> str:
    """`base` is a digest of what the chain is about: figures, file, and whose they are."""
    parts = (
        base,
        before,
        said.step.value,
        str(said.by_id),
        said.at.astimezone(UTC).isoformat(),
        said.reason,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_whole(base: str, chain: Sequence[tuple[Seal, str]]) -> bool:
    """Whether each step's digest is what it has to be."""
    before = ""
    for said, digest in chain:
        if seal(base, before, said) != digest:
            return False
        before = digest
    return True
