"""`build`: check the guide, render it, publish it."""

import gc
import sys
import time
from pathlib import Path

import click

from muscleguide.checking.reports import show_problems
from muscleguide.commands.options import config_option, config_path, fail, short_path
from muscleguide.context import today
from muscleguide.engine.configuration import engine_problems
from muscleguide.engine.installation import written_or_left_out
from muscleguide.problems import ProblemsError, has_errors
from muscleguide.publishing.site import publish_site, site_folder
from muscleguide.publishing.target import PublishError
from muscleguide.reading.settings import with_slash
from muscleguide.schema.json_schemas import refresh_schemas
from muscleguide.site.prepare import prepare


@click.command()
@config_option
@click.option("--out", metavar="DIR", help="Publish to this folder instead of site/.")
@click.option("--base-url", metavar="URL", help="The URL at which the site will be published.")
@click.pass_obj
def build(
    outer: str | None, config_file: str | None, out: str | None, base_url: str | None
) -> None:
    """Check the guide, render its pages, publish them to site/."""
    config = config_path(config_file or outer)
    if base_url and with_slash(base_url) is None:
        fail(f'"{base_url}" is no URL: begin it with https://', 2)
    started = time.monotonic()
    try:
        site = build_site(config, Path(out) if out else None, with_slash(base_url))
    except PublishError as error:
        fail(str(error), 2)
    except ProblemsError:
        sys.exit(1)
    pages = sum(1 for _ in site.rglob("*.html"))
    click.echo(f"{pages} pages are in {short_path(site)} ({time.monotonic() - started:.1f} s)")
    click.echo("To look at them, run this and open http://localhost:8000 in a browser:")
    click.echo(
        f"  {short_path(Path(sys.executable))} -m http.server --directory {short_path(site)}"
    )


def build_site(config_file: Path, out: Path | None = None, base_url: str | None = None) -> Path:
    """Build and publish the guide that `config_file` belongs to; give the site's folder.

    Raises `PublishError` where the site cannot be published, and `ProblemsError` once problems of
    the content have been shown.
    """
    prepared = prepare(config_file, today(), base_url)
    refresh_schemas(config_file.parent, prepared.known)
    files, settings = prepared.files, prepared.settings
    problems = [*prepared.problems, *engine_problems(config_file, settings)]
    try:
        if has_errors(problems):
            raise ProblemsError(problems)
        folder = site_folder(prepared, config_file.parent, out)
        written, found = written_or_left_out(config_file, prepared)
        problems += found
        if has_errors(problems):
            raise ProblemsError(problems)
        # All that was read stays until the process ends: looking for garbage in it takes a tenth of
        # a build. (Not so under `mkdocs serve`, which builds again and again.)
        gc.freeze()
        problems += publish_site(prepared, written, folder)
    except ProblemsError as error:
        show_problems([*problems, *error.problems], files)
        raise
    show_problems(problems, files)
    return folder
