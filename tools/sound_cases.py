"""app/scenarios/sound.json: which of the shipped cases were found sound, by digest, with what trying them came to.

python -m tools.sound_cases --write
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

from app.authoring.scenarios import found
from app.core.bundle import from_folder
from app.core.problems import Problems
from app.scenarios import checks, sound
from app.scenarios.reading import Scenario
from app.settings import ROOT

Figures = dict[str, dict[str, object]]


def cases() -> Iterator[Scenario]:
    """Of every course that comes with the program."""
    for folder in sorted((ROOT / "courses").iterdir()):
        if folder.is_dir():
            yield from (one for one, _twins in found(from_folder(folder), Problems()))


def tried(scenario: Scenario) -> Figures:
    """Nothing for a case of which there is anything to say: that is said at each import."""
    problems = Problems()
    report = checks.check(scenario, problems)
    return {scenario.digest: asdict(report)} if report and not problems else {}


def written(figures: Figures) -> str:
    return json.dumps(figures, indent=1) + "\n"


def main(arguments: list[str]) -> None:
    if "--write" in arguments:
        figures = {digest: one for case in cases() for digest, one in tried(case).items()}
        sound.FILE.write_text(written(figures), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
