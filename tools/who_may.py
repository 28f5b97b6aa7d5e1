"""Proposes rows of security/who-may.csv: what the program answers now, for a person to judge.

python -m tools.who_may           prints the rows that the table lacks, and those it has for no address
python -m tools.who_may --write   brings the table up to the addresses: adds the former, drops the latter
python -m tools.who_may --differ  prints where the program answers otherwise than the table says
"""

import argparse
import tempfile
from pathlib import Path

from app.db.session import db
from tests import house
from tests.architecture import addresses, table
from tests.architecture.walk import Walk


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    options.add_argument("--differ", action="store_true")
    chosen = options.parse_args()
    kept = table.read() if table.FILE.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        app, cast = house.build(house.settings(Path(folder)))
        with app.app_context():
            walk = Walk(app, cast)
            wanted = addresses.steps(app.url_map)
            if chosen.differ:
                print(*_differences(walk, kept), sep="\n")
            else:
                _propose(walk, wanted, kept, write=chosen.write)
            db.session.remove()


def _differences(walk: Walk, kept: table.Table) -> list[str]:
    known = [s for s in kept if s in addresses.steps(walk.app.url_map)]
    return [f for step in known for f in table.unexpected(step, kept[step], walk.answers(step))]


def _propose(walk: Walk, wanted: set[table.Step], kept: table.Table, *, write: bool) -> None:
    for problem in addresses.unknown(walk.app.url_map):
        raise SystemExit(problem)
    new = {step: walk.answers(step) for step in sorted(wanted - kept.keys())}
    print(table.write(new), end="")
    for step in sorted(kept.keys() - wanted):
        print(f"no such address: {step}")
    if write:
        staying = {step: row for step, row in kept.items() if step in wanted}
        table.FILE.write_text(table.write(staying | new), encoding="utf-8")
        print(f"{len(new)} rows to read in {table.FILE.name}")


if __name__ == "__main__":
    main()
