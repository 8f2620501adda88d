"""The command line: `build`, `check` and `serve`, in the folder that holds mkdocs.yml."""

import datetime
import sys
import time
from pathlib import Path

import click

from muscleguide.check import check_guide
from muscleguide.problems import has_errors, summary
from muscleguide.publish import PublishError

_CONFIG = "mkdocs.yml"


class _BuildByDefault(click.Group):
    """A group whose first command is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not any(arg in self.commands or arg in ("-h", "--help") for arg in args):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)


def _config_option(function: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "-f",
        "--config-file",
        "config_file",
        metavar="PATH",
        help=f"The guide's {_CONFIG}, where it is not in this folder.",
    )(function)


@click.group(cls=_BuildByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@_config_option
@click.pass_context
def main(ctx: click.Context, config_file: str | None) -> None:
    """Turn a clinic's records about muscles into a website. Without a command: build."""
    ctx.obj = config_file


@main.command()
@_config_option
@click.option("--out", metavar="DIR", help="Publish to this folder instead of site/.")
@click.option("--base-url", metavar="URL", help="The address at which the site will stand.")
@click.pass_obj
def build(
    outer: str | None, config_file: str | None, out: str | None, base_url: str | None
) -> None:
    """Check the guide, render its pages, publish them to site/."""
    from muscleguide.engine import EngineError, build_site  # noqa: PLC0415  # slow to import

    config = _config(config_file or outer)
    started = time.monotonic()
    try:
        site = build_site(config, Path(out) if out else None, base_url)
    except PublishError as error:
        _fail(str(error), 2)
    except EngineError as error:
        _fail(str(error), 1)
    pages = sum(1 for _ in site.rglob("*.html"))
    click.echo(f"{pages} pages are in {_shown(site)} ({time.monotonic() - started:.1f} s)")
    click.echo(f"To look at them, open {_shown(site / 'index.html')} in a browser, or run:")
    click.echo(f"  python -m http.server --directory {_shown(site)}")


@main.command()
@_config_option
@click.pass_obj
def check(outer: str | None, config_file: str | None) -> None:
    """Tell every problem of every record; build nothing."""
    config = _config(config_file or outer)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    checked = check_guide(config.parent, today)
    for problem in checked.problems:
        click.echo(problem, err=True)
    click.echo(summary(checked.problems, checked.folder.files), err=True)
    sys.exit(1 if has_errors(checked.problems) else 0)


@main.command()
@_config_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.pass_obj
def serve(outer: str | None, config_file: str | None, address: str) -> None:
    """Show the site on this machine, and anew after every saved file."""
    from mkdocs.commands.serve import serve as serve_mkdocs  # noqa: PLC0415

    serve_mkdocs(str(_config(config_file or outer)), dev_addr=address)


def _config(given: str | None) -> Path:
    path = Path(given or _CONFIG)
    if not path.is_file():
        where = f'"{given}"' if given else f"{_CONFIG} in this folder"
        _fail(f"there is no {where}; name the guide's with -f PATH/{_CONFIG}", 2)
    return path.resolve()


def _shown(path: Path) -> str:
    """Show a path the short way where it lies below this folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _fail(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)
