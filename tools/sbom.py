"""python -m tools.sbom: security/sbom.json, everything that a server runs, from the lock (CycloneDX 1.5).

Made anew whenever the lock changes; a test says when it was forgotten. Holds no time and no random number, so that the same
lock gives the same file.
"""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "security" / "sbom.json"


def packages(lock: str) -> dict[str, str]:
    """Name → version; the digests stand in the lock itself."""
    text = re.sub(r"\\\n", " ", lock)
    found = {}
    for line in text.splitlines():
        says = line.split("#")[0].split(";")[0]
        match = re.match(r"([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;]+)", says)
        if match:
            found[match[1]] = match[2]
    return found


def made(root: Path = ROOT) -> str:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (root / "requirements" / "run.txt").read_text("utf-8")
    parts = [
        {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
        }
        for name, version in sorted(packages(lock).items())
    ]
    subject = {"type": "application", "name": project["name"], "version": project["version"]}
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1}
    bill |= {"metadata": {"component": subject}, "components": parts}
    return json.dumps(bill, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(made(), "utf-8")
    print(f"{FILE.name}: {len(packages((ROOT / 'requirements' / 'run.txt').read_text('utf-8')))} packages")  # fmt: skip
