"""`new`: a record of any kind, ready to fill in."""

import click

from muscleguide.checking.check import check_guide
from muscleguide.commands.options import config_option, config_path, fail, short_path
from muscleguide.context import today
from muscleguide.ids import is_id
from muscleguide.schema.kinds import KINDS, Kind
from muscleguide.schema.starters import StarterError, new_record


@click.group()
def new() -> None:
    """Begin a record: every key that it must have, ready to fill in."""


def _command(kind: Kind) -> click.Command:
    """Make the command that begins a record of a kind."""

    @click.argument("name", required=kind.shape != "file", default=kind.title)
    @click.option("--id", "id_", metavar="ID", help="Its id, where NAME gives none.")
    @config_option
    @click.pass_context
    def command(ctx: click.Context, name: str, id_: str | None, config_file: str | None) -> None:
        config = config_path(config_file or ctx.find_root().obj)
        if id_ and not is_id(id_):
            fail(f'"{id_}" is not an id: use letters a to z, digits and single hyphens', 2)
        content = check_guide(config.parent, config.name, today()).content
        try:
            path = new_record(config.parent, kind, name, content, today(), id_)
        except StarterError as error:
            fail(str(error), 2)
        is_entry = kind.shape in ("mapping", "list")
        where = f"The end of {short_path(path)}" if is_entry else short_path(path)
        click.echo(f"{where} is ready to fill in; `check` says what is left")

    where = {"file": kind.file, "folder": f"a file in {kind.file}/"}.get(kind.shape)
    command.__doc__ = f"Begin a record, {where or f'an entry in {kind.file}'}."
    return click.command(kind.name)(command)


for one in KINDS.values():
    new.add_command(_command(one))
