from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    value: object
    missed: object
    counts: tuple[int, ...]
