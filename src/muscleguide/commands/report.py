"""`report`: how plainly each page reads, and what a person must still check."""

import sys
from pathlib import Path

import click

from muscleguide.checking.check import check_guide
from muscleguide.checking.reports import show_problems
from muscleguide.commands.options import config_option, config_path, fail, in_language
from muscleguide.context import today
from muscleguide.editorial import ratchet
from muscleguide.editorial.formats import FORMATS, write_report
from muscleguide.editorial.places import places_of
from muscleguide.editorial.report import documents_to_read, make_report
from muscleguide.engine.installation import written_or_left_out
from muscleguide.problems import Severity, count, has_errors
from muscleguide.progress import Progress
from muscleguide.reading.files import CONTENT, DOCS
from muscleguide.site.prepare import prepare
from muscleguide.writing import write_whole


@click.command()
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    help="text (the default), json for other tools, html for a page to read and print.",
)
@click.option("--output", metavar="FILE", help="Write it to this file.")
@click.option("--language", metavar="CODE", help="One of the guide's languages, such as es.")
@click.option("--save", is_flag=True, help=f"Save how each page reads now in {ratchet.FILE}.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a page got worse since then.")
@click.pass_obj
def report(
    outer: str | None,
    config_file: str | None,
    form: str,
    output: str | None,
    language: str | None,
    save: bool,
    strict: bool,
) -> None:
    """Tell how plainly each page reads, and what a person must still check."""
    config = config_path(config_file or outer)
    root = config.parent
    if output and _is_of_the_guide(Path(output).resolve(), config):
        fail(f"{output} is a file of the guide; name another with --output", 2)
    if strict and save:
        fail("choose one: --strict compares with what --save has saved", 2)
    try:
        saved = None if save or language else ratchet.load(root)
    except ratchet.SavedError as error:
        fail(str(error), 2)
    if strict and saved is None:
        fail(f"there is no {ratchet.FILE} to compare with; write it with `report --save`", 2)
    prepared = prepare(config, today())
    if prepared.site is None:
        show_problems(prepared.problems, prepared.files)
        sys.exit(1)
    site = in_language(prepared.site, prepared.editions, language)
    if site is not prepared.site and (save or strict):
        fail(f"{ratchet.FILE} holds the guide's own language alone; leave --language out", 2)
    written, found = written_or_left_out(config, prepared)
    left_out = [problem for problem in found if problem.severity is not Severity.NOTE]
    if left_out:
        show_problems(left_out, prepared.files)
    if has_errors(found):
        sys.exit(1)
    places = places_of(check_guide(root, config.name, today()).folder)
    others = [it.context.prefix for it in prepared.editions.values() if it is not site]
    outputs = [
        output
        for path, output in prepared.outputs.items()
        if path.startswith(site.context.prefix) and not path.startswith(tuple(others))
    ]
    with Progress(documents_to_read(site, outputs), "Reading pages") as progress:
        told = make_report(site, outputs, written, places, saved, progress.step)
    text = write_report(told, form)
    try:
        if output:
            write_whole(Path(output), text.encode())
            click.echo(f"the report is in {output}", err=True)
        else:
            click.echo(text, nl=False)
        if save:
            write_whole(root / ratchet.FILE, ratchet.to_save(told.readings).encode())
            pages = count(len(told.readings), "page or handout", "pages and handouts")
            click.echo(f"{ratchet.FILE} holds {pages}", err=True)
    except OSError as error:
        fail(f"{output or ratchet.FILE} cannot be written: {error.strerror}", 2)
    sys.exit(1 if strict and told.worse else 0)


def _is_of_the_guide(file: Path, config: Path) -> bool:
    """Return whether a report would take the place of what somebody has written."""
    folders = [config.parent / name for name in (CONTENT, DOCS)]
    return file == config or any(file.is_relative_to(folder) for folder in folders)
