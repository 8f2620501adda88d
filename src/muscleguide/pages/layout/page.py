"""A page before it stands in the layout."""

from dataclasses import dataclass

from markupsafe import Markup

from muscleguide.model.article import ArticleContent
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.place import PlaceContent


@dataclass(frozen=True)
class Page:
    """A page's URL, its title and description as plain text, and its body as HTML.

    `subject` is the muscle, article or place that it is about, `kind` schema.org's word for what
    else it is, `parent` the title of the page above it, `picture` the stem of its preview picture.
    `root` leads to the guide's root where the URL does not show it. `is_written` marks a
    hand-written page, `is_running_text` one in which words of the glossary are explained.
    """

    url: str
    title: str
    description: str
    body: Markup
    kind: str = "WebPage"
    subject: MuscleContent | ArticleContent | PlaceContent | None = None
    parent: str = ""
    picture: str = "site"
    root: str | None = None
    is_written: bool = False
    is_running_text: bool = True
