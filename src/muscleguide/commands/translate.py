"""`translate`: makes or refreshes the catalogue of a language."""

import sys

import click
from babel.core import Locale, UnknownLocaleError
from babel.messages.pofile import PoFileError

from muscleguide.checking.check import check_guide
from muscleguide.checking.reports import show_problems
from muscleguide.commands.options import config_option, config_path, fail
from muscleguide.context import today
from muscleguide.problems import count, has_errors
from muscleguide.translation.catalogue import catalogue_file, read_catalogue, refreshed
from muscleguide.translation.texts import source_texts
from muscleguide.writing import write_whole


@click.command()
@click.argument("language", metavar="LANGUAGE")
@config_option
@click.pass_obj
def translate(outer: str | None, config_file: str | None, language: str) -> None:
    """Make or refresh translations/LANGUAGE.po: every text, ready to translate."""
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        fail(f'"{language}" is not the code of a language; Spanish is "es"', 2)
    config = config_path(config_file or outer)
    checked = check_guide(config.parent, config.name, today())
    if has_errors(checked.problems):
        show_problems(checked.problems, checked.folder.files)
        sys.exit(1)
    target = config.parent / catalogue_file(language)
    before = target.read_bytes() if target.exists() else None
    texts = list(source_texts(checked.content, checked.maps, checked.folder.settings))
    try:
        data = refreshed(language, texts, before)
    except PoFileError:
        assert before is not None  # noqa: S101  # nothing else could be broken
        show_problems(read_catalogue(language, before)[1], 1)
        sys.exit(1)
    if data != before:
        target.parent.mkdir(exist_ok=True)
        write_whole(target, data)
    catalogue, _problems = read_catalogue(language, data)
    done = sum(catalogue.get(text.context, text.words) is not None for text in texts)
    fuzzy = sum(found.is_fuzzy for found in catalogue.translations.values())
    click.echo(
        f"{catalogue_file(language)} has {count(len(texts), 'text')}: {done} translated, "
        f"{fuzzy} to check, {len(texts) - done - fuzzy} to translate"
    )
