"""The way through, up to the engine: read, check, link, view, stage."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from muscleguide.check import Checked, check_guide
from muscleguide.folder import CLINIC, language, site_address
from muscleguide.guide import Guide, link
from muscleguide.handouts.printing import PAPERS, handouts, remarks
from muscleguide.press import PressError
from muscleguide.problems import Problem, Severity, has_errors
from muscleguide.progress import watched
from muscleguide.social import painting as social
from muscleguide.stage import stage
from muscleguide.story import StoryError
from muscleguide.views import view
from muscleguide.words import speak

STAGED = Path("build/docs")
SHELF = Path("build/handouts")
PICTURES = Path("build/pictures")


@dataclass(frozen=True)
class Staged:
    """A guide on its way. Where it has errors there is no `guide`, and nothing was staged."""

    checked: Checked
    problems: tuple[Problem, ...]
    guide: Guide | None
    docs: Path


def today() -> datetime.date:
    """Read the clock: the one place where the way through does."""
    return datetime.datetime.now(tz=datetime.UTC).date()


def prepare(root: Path, address: str | None = None) -> Staged:
    """Read, check, link, view and stage the guide in `root`.

    `address` is where the site will stand; without one it is the `site_url` of the settings.
    """
    checked = check_guide(root, today())
    docs = root / STAGED
    if has_errors(checked.problems):
        return Staged(checked, checked.problems, None, docs)
    guide = linked(checked)
    site = address or site_address(checked.folder)
    pages = watched(view(guide, site), len(guide.muscles), "Writing pages")
    pdfs, found = printed(checked, guide, site)
    count = len(social.FORMATS) * (1 + len(guide.muscles) + len(guide.articles))
    pictures = watched(social.files(guide, site, root / PICTURES), count, "Painting previews")
    try:
        found += stage(checked.folder, [*pages, *pdfs.items(), *pictures], docs)
    except StoryError as error:
        found.append(_fault(error))
    except PressError as error:
        message = f"a preview picture cannot be made: {error}"
        found.append(Problem(CLINIC, 1, 1, Severity.ERROR, "no-picture", message))
    problems = tuple(sorted([*checked.problems, *found]))
    return Staged(checked, problems, None if has_errors(problems) else guide, docs)


def linked(checked: Checked) -> Guide:
    """Link what has been checked, and let all that is made of it speak the guide's language."""
    speak(language(checked.folder))
    return link(checked.content, checked.maps)


def printed(
    checked: Checked, guide: Guide, site: str | None
) -> tuple[dict[str, bytes], list[Problem]]:
    """Print every handout; give the PDFs by their paths, and what is to be said about them."""
    count = len(PAPERS) * (len(guide.muscles) + len(guide.articles))
    shelf = checked.folder.root / SHELF
    try:
        done = list(watched(handouts(guide, site, shelf), count, "Printing handouts"))
    except StoryError as error:
        return {}, [_fault(error)]
    pdfs = {some.made.path: some.made.data for some in done if some.made.data is not None}
    return pdfs, list(remarks(done))


def _fault(error: StoryError) -> Problem:
    return Problem("docs/articles", 1, 1, Severity.ERROR, error.rule, error.message)
