"""`check`: report every problem that a build would, and publish nothing."""

import sys

import click

from muscleguide.checking import rulebook
from muscleguide.checking.reports import FORMATS, report, show_report
from muscleguide.commands.options import config_option, config_path, fail
from muscleguide.context import today
from muscleguide.engine.configuration import engine_problems
from muscleguide.engine.installation import written_or_left_out
from muscleguide.problems import did_you_mean, has_errors
from muscleguide.progress import Progress
from muscleguide.schema.json_schemas import refresh_schemas
from muscleguide.site.prepare import prepare
from muscleguide.site.rendering import render_outputs


@click.command()
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    help="text (the default), json for other tools, github for annotations on a pull request.",
)
@click.option(
    "--explain", metavar="RULE", help="Explain a rule and why it is there; check nothing."
)
@click.pass_obj
def check(outer: str | None, config_file: str | None, form: str, explain: str | None) -> None:
    """Report every problem of every record; build nothing."""
    if explain:
        if explain not in rulebook.RULES:
            fail(f'there is no rule "{explain}"{did_you_mean(explain, rulebook.RULES)}', 2)
        click.echo(rulebook.explain(explain))
        return
    config = config_path(config_file or outer)
    prepared = prepare(config, today())
    refresh_schemas(config.parent, prepared.known)
    found = [*prepared.problems, *engine_problems(config, prepared.settings)]
    if not has_errors(found):
        # Handouts and pictures can fail, or have more pages than one; pages cannot.
        costly = [output for output in prepared.outputs.values() if output.find]
        with Progress(len(costly), "Checking handouts") as progress:
            found += render_outputs(costly, lambda _path, _data: None, progress)
        found += written_or_left_out(config, prepared)[1]
    problems = sorted(set(found))
    # What another tool reads goes to standard output, what a person reads to standard error.
    text = report(problems, prepared.files, form)
    if form == "text":
        show_report(problems, text)
    else:
        click.echo(text)
    sys.exit(1 if has_errors(problems) else 0)
