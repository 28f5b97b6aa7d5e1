"""A bundle is a mapping from path to text: a folder, and later a draft or a release, are the same thing."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

Bundle = Mapping[str, str]

# A path in a folder whose bytes are not UTF-8 gets this instead of a text; reading reports it as a problem.
UNREADABLE = "\udcff"

LARGEST_FILE = 1_000_000


def from_folder(folder: Path) -> dict[str, str]:
    """Every file below the folder, by its path with forward slashes; hidden files are left out.

    A file that is not UTF-8, or is over a megabyte, is kept as UNREADABLE so that reading can name it.
    """
    bundle = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.is_dir() or any(part.startswith(".") for part in relative.split("/")):
            continue
        bundle[relative] = _text(path)
    return bundle


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST_FILE:
        return UNREADABLE
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return UNREADABLE


def digest(bundle: Bundle) -> str:
    """SHA-256 over sorted paths, lengths and texts, as 64 hexadecimal digits.

    Lengths keep two different bundles from running together into the same bytes.
    """
    total = hashlib.sha256()
    for path in sorted(bundle):
        for part in (path, bundle[path]):
            raw = part.encode("utf-8", "surrogatepass")
            total.update(len(raw).to_bytes(8, "big"))
            total.update(raw)
    return total.hexdigest()
