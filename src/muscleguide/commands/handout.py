"""`handout`: one PDF of chosen muscles, or a plan with exercises."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from muscleguide.checking.reports import show_problems
from muscleguide.commands.options import config_option, config_path, fail, in_language
from muscleguide.context import today
from muscleguide.handouts.beside import beside as in_two_languages
from muscleguide.handouts.content import Format, muscles_handout
from muscleguide.handouts.layouts import page_count, print_pdf
from muscleguide.handouts.plan import plan_handout
from muscleguide.model.site import Site
from muscleguide.problems import count, did_you_mean
from muscleguide.site.prepare import prepare
from muscleguide.typesetting.typesetting import TypesettingError
from muscleguide.urls import PAPERS, Paper
from muscleguide.writing import write_whole


@click.command()
@click.argument("ids", metavar="ID…", nargs=-1)
@click.option(
    "--exercise",
    "exercises",
    metavar="ID",
    multiple=True,
    help="An exercise with its dose and a chart to tick; as often as wanted.",
)
@click.option("--paper", type=click.Choice(PAPERS), default=PAPERS[0], show_default=True)
@click.option("--large-print", is_flag=True, help="The same content in 18 pt, on more pages.")
@click.option(
    "--output", metavar="FILE", default="handout.pdf", show_default=True, help="The PDF to write."
)
@click.option("--language", metavar="CODE", help="One of the guide's languages, such as es.")
@click.option("--beside", metavar="CODE", help="A second language, in a column beside the first.")
@config_option
@click.pass_obj
def handout(
    outer: str | None,
    config_file: str | None,
    ids: tuple[str, ...],
    exercises: tuple[str, ...],
    paper: Paper,
    large_print: bool,
    output: str,
    language: str | None,
    beside: str | None,
) -> None:
    """Print one PDF of chosen muscles, with warning signs and relief once.

    With exercises it is a plan to take home.
    """
    if not ids and not exercises:
        fail("name a muscle, or an exercise with --exercise ID", 2)
    target = Path(output)
    if not _may_replace(target):
        fail(f"{output} is there already and is no PDF; name another file with --output", 2)
    prepared = prepare(config_path(config_file or outer), today())
    if prepared.site is None:
        show_problems(prepared.problems, prepared.files)
        sys.exit(1)
    site = in_language(prepared.site, prepared.editions, language)
    for id_ in ids:
        if id_ not in site.muscles:
            fail(f'there is no muscle "{id_}"{did_you_mean(id_, site.muscles)}', 2)
    for id_ in exercises:
        if id_ not in site.exercises:
            fail(f'there is no exercise "{id_}"{did_you_mean(id_, site.exercises)}', 2)
    data = _chosen(site, ids, exercises)
    if beside:
        other = in_language(prepared.site, prepared.editions, beside)
        data = in_two_languages(data, _chosen(other, ids, exercises))
    try:
        pdf = print_pdf(data, Format(paper, large_print))
    except TypesettingError as error:
        fail(f"this handout cannot be printed: {error}", 1)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(pdf)  # a pipe
        else:
            write_whole(target, pdf)
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}", 2)
    click.echo(f"{output} has {count(page_count(pdf), 'page')}")


def _chosen(site: Site, ids: Iterable[str], exercises: Iterable[str]) -> Mapping[str, Any]:
    """Give the data of the handout of some muscles and exercises, each once."""
    muscles = [site.muscles[id_] for id_ in dict.fromkeys(ids)]
    chosen = [site.exercises[id_] for id_ in dict.fromkeys(exercises)]
    return plan_handout(site, muscles, chosen) if chosen else muscles_handout(site, muscles)


def _may_replace(file: Path) -> bool:
    """Return whether a PDF may take the place of a file: a new one, or another PDF."""
    if not file.is_file():
        return True
    with file.open("rb") as stream:
        return stream.read(5) == b"%PDF-"
