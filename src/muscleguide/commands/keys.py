"""`keys`: what may stand in each file."""

import click

from muscleguide.schema.keys import keys_of, keys_page
from muscleguide.schema.kinds import KINDS


@click.command()
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
def keys(kind: str | None) -> None:
    """Say what may stand in each file of a guide, or in the records of one kind."""
    click.echo(keys_of(KINDS[kind]) if kind else keys_page())
