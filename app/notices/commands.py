"""flask notices deliver: a job on a timer."""

import smtplib

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import clock
from app.notices import delivery

notices = AppGroup("notices", help="Letters to people.")


@notices.command("deliver")
def deliver() -> None:
    """Send the letters that wait."""
    server, sender = current_app.config["MAIL_SERVER"], current_app.config["MAIL_FROM"]
    if not server or not sender:
        raise click.ClickException("Letters wait: set MAIL_SERVER and MAIL_FROM to send them.")
    try:
        line = delivery.connect(server)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise click.ClickException(f"The mail server does not answer: {error}") from error
    with line:
        outcome = delivery.deliver(line, sender=sender, clock=clock.now)
    click.echo(f"letters sent: {outcome.sent}, not sent: {outcome.failed}")
    if outcome.failed:
        raise SystemExit(1)
