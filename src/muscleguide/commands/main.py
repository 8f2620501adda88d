"""The command line: `build`, `check`, `handout` …, in the folder that holds mkdocs.yml."""

import errno
import io
import os
import signal
import sys
import threading
from typing import Any

import click

from muscleguide.commands.build import build
from muscleguide.commands.check import check
from muscleguide.commands.handout import handout
from muscleguide.commands.init import init
from muscleguide.commands.keys import keys
from muscleguide.commands.migrate import migrate
from muscleguide.commands.new import new
from muscleguide.commands.options import config_option, fail
from muscleguide.commands.report import report
from muscleguide.commands.schema import schema
from muscleguide.commands.serve import serve
from muscleguide.commands.translate import translate
from muscleguide.writing import reason_of


class _BuildByDefault(click.Group):
    """A group whose first command is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        place = 0
        while place < len(args) and args[place].startswith(("-f", "--config-file")):
            place += 1 if "=" in args[place] or args[place][2:3] not in ("", "-") else 2
        asks = args[place : place + 1]
        if not (asks and (asks[0] in self.commands or asks[0] in ("-h", "--help"))):
            args = [*args[:place], "build", *args[place:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the system refuses, such as a full disk, is told in one line."""
        if threading.current_thread() is threading.main_thread():
            # Whoever ends the process lets it clean up, as Ctrl+C does.
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        _write_every_letter()
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads what is written: no fault of anybody
                raise
            fail(reason_of(error), 2)


def _write_every_letter() -> None:
    """Let names in any alphabet be told: Windows and old locales know but a few letters.

    What another program reads is UTF-8, as JSON must be; where somebody has asked for another
    encoding, or it is a terminal's, letters that it lacks are written as escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_chosen = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=None if is_chosen else "utf-8", errors="backslashreplace")


@click.group(cls=_BuildByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@config_option
@click.pass_context
def main(ctx: click.Context, config_file: str | None) -> None:
    """Turn a clinic's records about muscles into a website. Without a command: build."""
    ctx.obj = config_file


for command in (build, check, handout, report, serve, new, schema, keys, init, migrate, translate):
    main.add_command(command)
