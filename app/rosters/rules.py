"""Limits of staff lists, how long things are kept, what takes two persons; the refusals of this room."""

from datetime import datetime, timedelta

from app.core.refusals import Refusal
from app.core.words import N_

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 25_000
MOST_COLUMNS = 60
MOST_LETTERS = 2_000
# What one request may hold the only write lock of a small site for.
MOST_DEEDS = 1_000
# A list, its file with it, can be undone so long; then the file goes.
UNDO_FOR = timedelta(days=30)
# A list that ends the service of more than one in so many waits for a second person.
TWO_PERSONS_FROM = 20


class Unreadable(Refusal):
    says = N_("This file cannot be read as a staff list. Save it as XLSX or CSV and send it again.")


class NothingSent(Refusal):
    says = N_("Choose a file, or paste the rows of a table.")


class NoRows(Refusal):
    says = N_("There are no rows in this file.")


class OneColumn(Refusal):
    says = N_("There is only one column. Divide the cells by commas, semicolons or tabs.")


class TooLarge(Refusal):
    says = N_("The file is larger than a staff list may be: %(most)s MB.")


class OldWorkbook(Refusal):
    says = N_(
        "This is a workbook of the old kind, or one with a password. Save it as XLSX without a password."
    )


class WithMacros(Refusal):
    says = N_("This workbook holds macros or other files. Save it as plain XLSX.")


class DeclaresType(Refusal):
    says = N_("This workbook declares a document type, which no honest one needs. It is not read.")


class Unpacks(Refusal):
    says = N_("This workbook unpacks to far more than a staff list needs. It is not read.")


class TooManyRows(Refusal):
    says = N_("The file has more rows than a staff list may have: %(most)s. Divide it.")


class TooManyColumns(Refusal):
    says = N_(
        "Line %(line)s has more columns than a staff list may have: %(most)s. Remove what is not needed."
    )


class CellTooLong(Refusal):
    says = N_("A cell in line %(line)s is longer than any name or post. Shorten it.")


class HasErrors(Refusal):
    says = N_("The list has lines that must be mended or decided first. Nothing was changed.")


class NothingToDo(Refusal):
    says = N_("The list changes nothing: everybody stands there as they are on record.")


class PlanChanged(Refusal):
    says = N_(
        "The records have changed since you saw this preview, so nothing was done. Look at it again."
    )


class TooManyDeeds(Refusal):
    says = N_(
        "This list changes more people than a page may change at once: %(most)s. The person who runs the server applies it with a command."
    )


class NotOpen(Refusal):
    says = N_("This list was settled already.")


class FileGone(Refusal):
    says = N_("The file of this list is no longer kept. Send it again.")


class SecondNeeded(Refusal):
    says = N_("Somebody else has to confirm this list.")


class UndoOver(Refusal):
    says = N_("The thirty days in which a list can be undone are over.")


class CannotUndo(Refusal):
    says = N_("Not everything can be undone any more, so nothing was. The reasons stand by line.")


def takes_two(leaving: int, present: int) -> bool:
    """More than five per cent; one of twenty is not more."""
    return leaving * TWO_PERSONS_FROM > present


def undo_ends(applied_at: datetime) -> datetime:
    return applied_at + UNDO_FOR


def ensure_may_undo(applied_at: datetime, *, at: datetime) -> None:
    if at >= undo_ends(applied_at):
        raise UndoOver
