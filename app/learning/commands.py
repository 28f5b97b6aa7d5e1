"""`flask learning …`: the key that signs certificates."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.learning.certificates import Signer

group = AppGroup("learning", help="Studying and certificates.")


@group.command("new-signing-key")
def new_signing_key() -> None:
    """Make the Ed25519 key that signs certificates; never replaces one that is there."""
    path = Path(current_app.config["SIGNING_KEY_FILE"])
    if path.exists():
        raise click.ClickException(
            f"{path.name} exists. To change keys, move it aside and keep it: old certificates go on verifying."
        )
    click.echo(f"made key {Signer.new_file(path).key_id}")
