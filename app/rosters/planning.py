"""A list that was brought, read again and compared with the records of this moment. Changes nothing."""

import hashlib
from dataclasses import dataclass
from datetime import date

from app.core.problems import Problems
from app.rosters import layouts, listing, queries, reading, rules
from app.rosters.comparing import difference
from app.rosters.models import StaffList
from app.rosters.places import Places, resolve
from app.rosters.shapes import Choice, Chosen, Fate, Layout, Options, Plan, Sheet


@dataclass(frozen=True)
class Preview:
    """`digest` stands for what would be done: who confirms it confirms this and nothing else."""

    sheet: Sheet
    layout: Layout
    plan: Plan
    digest: str

    @property
    def needs_two(self) -> bool:
        return rules.takes_two(len(self.plan.leaving), self.plan.present)

    @property
    def counts(self) -> dict[str, int]:
        found = {fate.value: len(self.plan.of(fate)) for fate in Fate}
        found[Fate.LEFT.value] = len(self.plan.leaving)
        found[Fate.UNNAMED.value] = len(self.plan.unnamed)
        found["posts"] = sum(line.makes_post for line in self.plan.lines)
        found["ranks"] = sum(bool(line.rank) for line in self.plan.lines)
        return found


def sheet_of(of: StaffList) -> tuple[Sheet, Layout]:
    if of.file is None:
        raise rules.FileGone
    sheet = reading.read(of.file)
    if sheet.problems:
        raise rules.Unreadable
    return sheet, layouts.find(sheet.rows)


def options_of(of: StaffList) -> Options:
    choices = {
        int(line): Chosen(Choice(said["choice"]), said.get("person"))
        for line, said in of.choices.items()
    }
    return Options(
        of.on_day, of.complete, of.makes_posts, of.takes_guessed_sex, of.profession, choices
    )


def preview(of: StaffList, *, today: date) -> Preview:
    sheet, layout = sheet_of(of)
    problems = Problems()
    listed = listing.read(layout, queries.columns_of(of), problems)
    listed = resolve(listed, Places(queries.places(of.institution_id)), problems)
    known = queries.known(of.institution_id, on=max(today, of.on_day))
    own = {one.sign_in_name for one in known}
    names = {one.sign_in_name for one in listed if one.sign_in_name} - own
    gone = {one.sign_in_name for one in known if not one.is_present and one.sign_in_name}
    plan = difference(
        known,
        listed,
        chairs=queries.chairs(of.institution_id),
        options=options_of(of),
        problems=problems,
        used_names=queries.used_names(names) | gone,
        asked_by_id=of.asked_by_id or of.brought_by_id,
    )
    return Preview(sheet, layout, plan, digest(plan))


def digest(plan: Plan) -> str:
    acts = [
        (x.listed, x.fate.value, x.known and x.known.person_id, x.renames, x.post_id, x.makes_post, x.day,
         x.rank, x.rank_day)
        for x in sorted(plan.lines, key=lambda line: line.listed.line)
    ]  # fmt: skip
    left = sorted(one.person_id for one in plan.left)
    return hashlib.sha256(repr((acts, left)).encode()).hexdigest()
