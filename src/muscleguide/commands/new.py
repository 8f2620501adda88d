"""`new`: a file to fill in, for a record or an article."""

from collections.abc import Callable
from pathlib import Path

import click

from muscleguide.checking.check import check_guide
from muscleguide.commands.options import config_option, config_path, fail, short_path
from muscleguide.context import today
from muscleguide.ids import is_id
from muscleguide.schema.starters import StarterError, new_article, new_muscle
from muscleguide.schema.validation import Content


@click.group()
def new() -> None:
    """Begin a record or an article: every required key, ready to fill in."""


def _new_command(function: Callable[..., Path]) -> click.Command:
    """Make a command that begins a file and prints its path."""

    @click.argument("name")
    @click.option("--id", "id_", metavar="ID", help="The file's name, where NAME gives none.")
    @config_option
    @click.pass_context
    def command(ctx: click.Context, name: str, id_: str | None, config_file: str | None) -> None:
        config = config_path(config_file or ctx.find_root().obj)
        if id_ and not is_id(id_):
            fail(f'"{id_}" is not an id: use letters a to z, digits and single hyphens', 2)
        content = check_guide(config.parent, config.name, today()).content
        try:
            path = function(config.parent, name, content, id_)
        except StarterError as error:
            fail(str(error), 2)
        click.echo(f"{short_path(path)} is ready to fill in; `build.py check` says what is left")

    command.__doc__ = function.__doc__
    return new.command(function.__name__)(command)


@_new_command
def muscle(root: Path, name: str, content: Content, id_: str | None) -> Path:
    """Begin the record of a muscle."""
    return new_muscle(root, name, content, id_)


@_new_command
def article(root: Path, name: str, content: Content, id_: str | None) -> Path:
    """Begin an article."""
    return new_article(root, name, content, today(), id_)
