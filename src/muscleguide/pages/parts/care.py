"""When to get medical help, as a section of a page."""

from markupsafe import Markup

from muscleguide import urls
from muscleguide.model.care import Care
from muscleguide.model.site import Site
from muscleguide.pages.fragments import once_a_site
from muscleguide.pages.templates import ROOT, render


@once_a_site
def medical_help(site: Site, care: Care, anchor: str) -> Markup:
    """Render warning signs as care cards, with `ROOT` for the way to the root.

    Most muscles of a region have the same signs.
    """
    return render(site.context, "parts/care.html", urls.HOME, root=ROOT, care=care, anchor=anchor)
