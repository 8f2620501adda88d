"""What several commands share: the option that names a guide, and how a command ends."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import click

from muscleguide.model.site import Site
from muscleguide.reading.settings import SETTINGS


def config_option(function: click.decorators.FC) -> click.decorators.FC:
    """Add `-f PATH/mkdocs.yml`, which may stand before the command, too."""
    return click.option(
        "-f",
        "--config-file",
        "config_file",
        metavar="PATH",
        help=f"The guide's {SETTINGS}, where it is not in this folder.",
    )(function)


def config_path(given: str | None) -> Path:
    """Find the guide's settings; a wrong path ends the command."""
    path = Path(given or SETTINGS)
    if not path.is_file():
        where = f'"{given}"' if given else f"{SETTINGS} in this folder"
        fail(f"there is no {where}; name the guide's with -f PATH/{SETTINGS}", 2)
    return path.resolve()


def short_path(path: Path) -> str:
    """Show a path the short way where it lies below this folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def fail(message: str, code: int) -> NoReturn:
    """End the command: 1 where the content has errors, 2 where the command was used wrongly."""
    click.echo(message, err=True)
    sys.exit(code)


def in_language(site: Site, editions: Mapping[str, Site], language: str | None) -> Site:
    """Choose the site in a language; one that is not published ends the command."""
    if language in (None, site.context.locale.code):
        return site
    if language not in editions:
        fail(f'the guide is not published in "{language}"; `check` says what it lacks', 2)
    return editions[language]
