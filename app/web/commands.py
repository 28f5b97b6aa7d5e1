"""flask words: from the source into the catalogues, and whether they are complete."""

import sys

import click
from babel.messages.pofile import write_po

from app.web import catalogues


@click.group()
def words() -> None:
    """Words of the interface in Kyrgyz and Russian."""


@words.command()
def extract() -> None:
    """Print every message of the source as a .pot file."""
    write_po(sys.stdout.buffer, catalogues.template(), no_location=True, sort_output=True)


@words.command()
def update() -> None:
    """Bring the catalogues up to the source: new messages in, those that are gone out."""
    source = catalogues.template()
    for language in catalogues.LANGUAGES:
        catalog = catalogues.update(language, source)
        empty = sum(1 for m in catalog if m.id and not m.string)
        click.echo(f"{language}: {len(catalog)} messages, {empty} to translate")


@words.command()
def check() -> None:
    """Print what is missing or wrong in the catalogues; exit with 1 when anything is."""
    source = catalogues.template()
    found = [
        f"{language}: {fault}"
        for language in catalogues.LANGUAGES
        for fault in catalogues.faults(catalogues.catalogue(language), source)
    ]
    for fault in found:
        click.echo(fault)
    click.echo(f"{len(source)} messages, {len(found)} faults")
    sys.exit(1 if found else 0)


@words.command("compile")
def compile_words() -> None:
    """Write the .mo files that the program reads."""
    for target in catalogues.compile_all():
        click.echo(f"{target.parent.parent.name}: compiled")
