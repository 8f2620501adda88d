"""The page about the guide, from the clinic's record; a `docs/about.md` takes its place."""

from muscleguide import urls
from muscleguide.model.review import funding, mistakes_url
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.templates import render
from muscleguide.wording.locale import own_name
from muscleguide.wording.sentences import listing


def about_page(site: Site) -> Page:
    """Make the page about the guide, at `about/`."""
    context, clinic, url = site.context, site.guide.clinic, urls.ABOUT
    title = context.locale.text("about.title")
    subject = context.locale.text("common.mistake_subject", title=title)
    # What a clinic adds of its own may keep more of a reader than the guide does.
    adds = (clinic.allowed_hosts, context.settings.listed("extra_javascript"))
    return Page(
        url,
        title,
        context.locale.text("about.description", clinic=clinic.name),
        render(
            context,
            "about/about.html",
            url,
            site=site,
            clinic=clinic,
            funding=funding(clinic, context),
            mistakes_url=mistakes_url(clinic, subject),
            keeps_nothing=not any(adds),
            translators=[
                (own_name(code), listing(context.locale, record.translators))
                for code, record in clinic.translations.items()
                if record.translators
            ],
        ),
        kind="AboutPage",
    )
