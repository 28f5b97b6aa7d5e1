"""What can be set, run or entered is written down."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from app.settings import SETTINGS
from tests.architecture.walls import ROOT, STEPS, plant

# Commands that come with the libraries.
_FOREIGN = frozenset({"run", "shell", "routes", "db"})


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """«words update», «notices deliver», …"""
    for name, command in group.commands.items():
        full = f"{before} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, full)
        else:
            yield full


def unwritten(wanted: list[str], file: Path) -> list[str]:
    """Names that a page does not mention as whole words."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return [
        name for name in wanted if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
    ]


def rooms(root: Path = ROOT) -> list[str]:
    return sorted(p.name for p in (root / "app").iterdir() if (p / "__init__.py").exists())


def test_every_setting_is_in_the_manual():
    assert unwritten([s.name for s in SETTINGS], ROOT / "docs" / "operations.md") == []


def test_every_setting_says_what_it_means():
    assert [s.name for s in SETTINGS if not s.meaning.endswith(".")] == []


def test_every_command_is_in_the_manual(app):
    ours = [name for name in commands(app.cli) if name.split()[0] not in _FOREIGN]
    assert unwritten(ours, ROOT / "docs" / "operations.md") == []


def test_every_command_says_what_it_does(app):
    silent = []
    for name in commands(app.cli):
        command: click.Command = app.cli
        for part in name.split():
            assert isinstance(command, click.Group)
            command = command.commands[part]
        if not command.help:
            silent.append(name)
    assert silent == []


def test_every_room_is_on_the_map():
    page = ROOT / "README.md"
    assert [r for r in rooms() if len(unwritten([f"`{r}`", f"app/{r}"], page)) == 2] == []
    assert set(rooms()) <= STEPS.keys()


def test_a_planted_gap_is_found(tmp_path):
    (tmp_path / "manual.md").write_text("MAIL_SERVER_2 and `words update`")
    wanted = ["MAIL_SERVER", "words update", "words"]
    assert unwritten(wanted, tmp_path / "manual.md") == ["MAIL_SERVER"]
    assert unwritten(["x"], tmp_path / "none.md") == ["x"]


def test_a_planted_command_and_room_are_seen(tmp_path):
    outer, inner = click.Group("muras"), click.Group("words")
    inner.add_command(click.Command("update"))
    outer.add_command(inner)
    outer.add_command(click.Command("doctor"))
    assert list(commands(outer)) == ["words update", "doctor"]
    assert rooms(plant(tmp_path, {"app/gossip/rules.py": ""})) == ["gossip"]
