"""`init`: a new guide in a folder of its own."""

from collections.abc import Mapping
from pathlib import Path

import click

from muscleguide.checking.check import check_guide
from muscleguide.commands.options import fail, short_path
from muscleguide.context import today
from muscleguide.reading.settings import SETTINGS, with_slash
from muscleguide.scaffold.samples import samples
from muscleguide.scaffold.scaffold import (
    Beginning,
    ScaffoldError,
    command_line,
    scaffold,
    write_scaffold,
)
from muscleguide.schema.json_schemas import write_schemas
from muscleguide.wording.locale import languages

_NO_SAMPLE = "none"
_LANGUAGES = click.Choice(languages())
_SAMPLES = click.Choice([*samples(), _NO_SAMPLE])
# What is asked where no option gives it: question, default, choices.
_QUESTIONS: Mapping[str, tuple[str, str | None, click.Choice[str] | None]] = {
    "name": ("The clinic's name", None, None),
    "emergency_number": ("The number to call in an emergency (911, 999, 112 …)", None, None),
    "colour": ("The clinic's colour", "#1f6f6b", None),
    "language": ("The language of the guide", _LANGUAGES.choices[0], _LANGUAGES),
    "sample": ("The sample to begin with", _SAMPLES.choices[0], _SAMPLES),
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="The clinic's name.")
@click.option(
    "--emergency-number",
    help="Whom patients call in an emergency, such as 911, 999 or 112.",
)
@click.option("--colour", "--color", metavar="#RRGGBB", help="The clinic's colour.")
@click.option("--language", type=_LANGUAGES, help="The language of the interface.")
@click.option("--sample", type=_SAMPLES, help="The content to begin with.")
@click.option(
    "--site-url",
    default="https://guide.clinic.example/",
    help="Where the guide will stand on the web; it can be changed later.",
)
@click.option("--booking-label", default="Book a visit", help="The words on the booking button.")
@click.option(
    "--booking-url",
    default="https://www.clinic.example/book",
    help="Where the booking button leads: https:, mailto: or tel:; it can be changed later.",
)
def init(
    folder: Path, site_url: str, booking_label: str, booking_url: str, **given: str | None
) -> None:
    """Begin a guide in FOLDER, ready to build. Asks what is not given; overwrites nothing."""
    url = with_slash(site_url)
    if url is None:
        fail(f'"{site_url}" is no web address that begins with https://', 2)
    answers = {key: value or _asked(key) for key, value in given.items()}
    if answers["sample"] == _NO_SAMPLE:
        answers["sample"] = ""
    booking = {"booking_label": booking_label, "booking_url": booking_url}
    try:
        write_scaffold(folder, scaffold(Beginning(site_url=url, **booking, **answers)))
    except ScaffoldError as error:
        fail(str(error), 2)
    write_schemas(
        folder / "schemas", check_guide(folder.resolve(), SETTINGS, today()).content.known
    )
    shown = short_path(folder.resolve())
    click.echo(
        f"A guide is ready in {shown}. Next:\n"
        f"  {command_line('cd', str(folder))}\n"
        "  muscleguide serve     shows it in your browser, with forms to edit it\n"
        "  muscleguide check     says what to change before you publish\n"
        "  muscleguide           builds the website into site/\n"
        "README.md in it says how to publish."
    )


def _asked(key: str) -> str:
    """Ask for an answer; where nobody is there to give it, say which option does."""
    question, default, choices = _QUESTIONS[key]
    try:
        return str(click.prompt(question, default=default, type=choices, err=True))
    except click.Abort:
        click.echo("", err=True)
        fail(f"nobody answered; give it with --{key.replace('_', '-')}", 2)
