"""`schema`: the JSON Schemas of the records, for editors."""

import json
from pathlib import Path

import click

from muscleguide.checking.check import check_guide
from muscleguide.commands.options import config_option, config_path, fail
from muscleguide.context import today
from muscleguide.schema.json_schemas import schemas, write_schemas


@click.command()
@config_option
@click.option("--out", metavar="DIR", help="Write a file for each schema into this folder.")
@click.pass_obj
def schema(outer: str | None, config_file: str | None, out: str | None) -> None:
    """Give the JSON Schemas of the records, for editors."""
    config = config_path(config_file or outer)
    content = check_guide(config.parent, config.name, today()).content
    if out is None:
        click.echo(json.dumps(schemas(content.known), indent=2, ensure_ascii=False))
        return
    try:
        write_schemas(Path(out), content.known)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}", 2)
