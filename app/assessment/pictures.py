"""Pictures that questions of a bank show: drawings with their words, written as the figures of a course."""

import re

from app.core.bundle import Bundle
from app.core.problems import Problems
from app.core.text import is_clean
from app.core.words import N_
from app.curriculum import figures
from app.curriculum.shapes import Figure

# Bytes: a drawing travels within the page of its question.
LARGEST = 10_000

_FOLDER = "media/"
_PATH = re.compile(r"(media/[a-z0-9]+(?:-[a-z0-9]+)*)\.(svg|yaml)")


def is_one(path: str) -> bool:
    return path.startswith(_FOLDER)


def read(bundle: Bundle, problems: Problems) -> dict[str, Figure]:
    """The sound ones, by id."""
    found: dict[str, Figure] = {}
    for name in _names(bundle, problems):
        figure = _figure(name, bundle, problems)
        if figure is None:
            continue
        if figure.id in found:
            says = N_("This id stands in another file too: %(id)s, in %(other)s.")
            other = found[figure.id].path
            problems.error(f"{name}.yaml", 1, "repeated-id", says, id=figure.id, other=other)
        found.setdefault(figure.id, figure)
    return found


def _names(bundle: Bundle, problems: Problems) -> list[str]:
    """Paths without their endings, of which both files are there."""
    names = set()
    for path in filter(is_one, sorted(bundle)):
        match = _PATH.fullmatch(path)
        if match is None:
            says = N_(
                "A picture is media/NAME.svg with its words in media/NAME.yaml; names are Latin"
                " lower-case letters, digits and hyphens."
            )
            problems.error(path, 1, "bad-path", says)
            continue
        other = f"{match[1]}.{'yaml' if match[2] == 'svg' else 'svg'}"
        if other in bundle:
            names.add(match[1])
        else:
            says = N_("A drawing and its words belong together: %(name)s is missing.")
            problems.error(path, 1, "missing-file", says, name=other)
    return sorted(names)


def _figure(name: str, bundle: Bundle, problems: Problems) -> Figure | None:
    paths = (f"{name}.svg", f"{name}.yaml")
    unclean = [path for path in paths if not is_clean(bundle[path])]
    for path in unclean:
        says = N_("This is not a UTF-8 text, or it is larger than a megabyte.")
        problems.error(path, 1, "unreadable", says)
    if unclean:
        return None
    svg, words = (bundle[path] for path in paths)
    if len(svg.encode()) > LARGEST:
        says = N_("The drawing is larger than %(limit)d bytes.")
        problems.error(paths[0], 1, "large-figure", says, limit=LARGEST)
        return None
    return figures.read(paths[0], svg, paths[1], words, problems)
