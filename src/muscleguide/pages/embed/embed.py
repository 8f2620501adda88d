"""For other websites: the finder and each muscle without header and footer, for a frame."""

from markupsafe import Markup

from muscleguide import urls
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.site import Site
from muscleguide.pages.finder.finder import finder
from muscleguide.pages.layout.policy import content_policy
from muscleguide.pages.muscle.muscle import muscle_body
from muscleguide.pages.templates import render


def embedded_finder(site: Site) -> str:
    """Render the finder for a frame, at `embed/`."""
    url = urls.embedded(urls.HOME)
    body = render(site.context, "embed/finder.html", url, **finder(site))
    return _whole(site, urls.HOME, site.context.locale.text("home.title"), body)


def embedded_muscle(site: Site, muscle: MuscleContent) -> str:
    """Render the page of a muscle for a frame, at `embed/muscles/ID/`."""
    body = muscle_body(site, muscle, urls.embedded(muscle.url))
    return _whole(site, muscle.url, muscle.record.name, body)


def _whole(site: Site, url: str, title: str, body: Markup) -> str:
    """Put a body into the layout of frames; `url` is that of the page that it shows."""
    return render(
        site.context,
        "embed/layout.html",
        urls.embedded(url),
        title=title,
        url=url,
        canonical=urls.absolute(site.context.site_url, url),
        clinic=site.guide.clinic,
        policy=content_policy(site.guide.clinic),
        body=body,
    )
