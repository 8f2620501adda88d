"""The command line: `build`, `check`, `handout` …, in the folder that holds mkdocs.yml."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from muscleguide import rulebook
from muscleguide.check import check_guide
from muscleguide.editors import schema_files, schemas
from muscleguide.folder import site_address
from muscleguide.handouts.content import Format, Paper, muscle_handout, muscles_handout
from muscleguide.handouts.looks import page_count, print_pdf
from muscleguide.handouts.printing import PAPERS
from muscleguide.pipeline import linked, printed, today
from muscleguide.press import PressError
from muscleguide.problems import count, did_you_mean, has_errors
from muscleguide.publish import PublishError
from muscleguide.records import is_id
from muscleguide.reporting import FORMATS, report, tell
from muscleguide.rulebook import RULES
from muscleguide.schema import Content
from muscleguide.starters import StarterError, new_article, new_muscle

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
    if base_url and not base_url.startswith(("https://", "http://")):
        _fail(f'"{base_url}" is no address: begin it with https://', 2)
    started = time.monotonic()
    try:
        site = build_site(config, Path(out) if out else None, base_url)
    except PublishError as error:
        _fail(str(error), 2)
    except EngineError as error:
        _fail(str(error), 1)
    pages = sum(1 for _ in site.rglob("*.html"))
    click.echo(f"{pages} pages are in {_shown(site)} ({time.monotonic() - started:.1f} s)")
    click.echo("To look at them, run this and open http://localhost:8000 in a browser:")
    click.echo(f"  {_shown(Path(sys.executable))} -m http.server --directory {_shown(site)}")


@main.command()
@_config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    help="text (the default), json for programs, github for annotations on a pull request.",
)
@click.option("--explain", metavar="RULE", help="Say what a rule wants and why; check nothing.")
@click.pass_obj
def check(outer: str | None, config_file: str | None, form: str, explain: str | None) -> None:
    """Tell every problem of every record; build nothing."""
    if explain:
        if explain not in RULES:
            _fail(f'there is no rule "{explain}"{did_you_mean(explain, RULES)}', 2)
        click.echo(rulebook.explain(explain))
        return
    config = _config(config_file or outer)
    checked = check_guide(config.parent, today())
    problems = checked.problems
    if not has_errors(problems):
        guide = linked(checked)
        _made, found = printed(checked, guide, site_address(checked.folder))
        problems = tuple(sorted([*problems, *found]))
    # What a program reads goes to standard output, what a person reads to standard error.
    text = report(problems, checked.folder.files, form)
    if form == "text":
        tell(problems, text)
    else:
        click.echo(text)
    sys.exit(1 if has_errors(problems) else 0)


@main.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option("--paper", type=click.Choice(PAPERS), default=PAPERS[0], show_default=True)
@click.option("--large-print", is_flag=True, help="The same content in 18 pt, on more pages.")
@click.option(
    "--output", metavar="FILE", default="handout.pdf", show_default=True, help="The PDF to write."
)
@_config_option
@click.pass_obj
def handout(
    outer: str | None,
    config_file: str | None,
    ids: tuple[str, ...],
    paper: Paper,
    large_print: bool,
    output: str,
) -> None:
    """Print one PDF of the chosen muscles, with warning signs and relief once."""
    checked = check_guide(_config(config_file or outer).parent, today())
    if has_errors(checked.problems):
        tell(checked.problems, report(checked.problems, checked.folder.files, "text"))
        sys.exit(1)
    guide = linked(checked)
    for id_ in ids:
        if id_ not in guide.muscles:
            _fail(f'there is no muscle "{id_}"{did_you_mean(id_, guide.muscles)}', 2)
    muscles = [guide.muscles[id_] for id_ in dict.fromkeys(ids)]
    site = site_address(checked.folder)
    single = len(muscles) == 1
    data = (
        muscle_handout(guide, muscles[0], site) if single else muscles_handout(guide, muscles, site)
    )
    try:
        pdf = print_pdf(data, Format(paper, large_print))
    except PressError as error:
        _fail(f"this handout cannot be printed: {error}", 1)
    try:
        Path(output).write_bytes(pdf)
    except OSError as error:
        _fail(f"{output} cannot be written: {error.strerror}", 2)
    click.echo(f"{output} has {count(page_count(pdf), 'page')}")


@main.command()
@_config_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.pass_obj
def serve(outer: str | None, config_file: str | None, address: str) -> None:
    """Show the site on this machine, and anew after every saved file."""
    from muscleguide.engine import EngineError, serve_site  # noqa: PLC0415  # slow to import

    try:
        serve_site(_config(config_file or outer), address)
    except EngineError as error:
        _fail(str(error), 1)


@main.group()
def new() -> None:
    """Begin a record or an article: every required key, ready to fill in."""


def _new_command(function: Callable[..., Path]) -> click.Command:
    """Make a command that begins a file and says where it is."""

    @click.argument("name")
    @click.option("--id", "id_", metavar="ID", help="The file's name, where NAME gives none.")
    @_config_option
    @click.pass_context
    def command(ctx: click.Context, name: str, id_: str | None, config_file: str | None) -> None:
        root = _config(config_file or ctx.find_root().obj).parent
        if id_ and not is_id(id_):
            _fail(f'"{id_}" is not an id: use letters a to z, digits and single hyphens', 2)
        try:
            path = function(root, name, check_guide(root, today()).content, id_)
        except StarterError as error:
            _fail(str(error), 2)
        click.echo(f"{_shown(path)} is ready to fill in; `build.py check` says what is left")

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


@main.command()
@_config_option
@click.option("--out", metavar="DIR", help="Write a file for each schema into this folder.")
@click.pass_obj
def schema(outer: str | None, config_file: str | None, out: str | None) -> None:
    """Give the JSON Schemas of the records, for editors."""
    content = check_guide(_config(config_file or outer).parent, today()).content
    if out is None:
        click.echo(json.dumps(schemas(content), indent=2, ensure_ascii=False))
        return
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
        for name, text in schema_files(content):
            (Path(out) / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        _fail(f"{out} cannot be written: {error.strerror}", 2)


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


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
