"""The one layout of every page: header, menu, body, footer, and what machines read of it."""

from collections.abc import Iterable

from markupsafe import Markup

from muscleguide import urls
from muscleguide.context import Edition, alternates
from muscleguide.model.article import ArticleContent
from muscleguide.model.menu import MenuEntry, section_of
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.review import funding, mistakes_url
from muscleguide.model.site import Site
from muscleguide.pages.fragments import once_a_site
from muscleguide.pages.language import mark_language
from muscleguide.pages.layout.page import Page
from muscleguide.pages.layout.policy import content_policy
from muscleguide.pages.layout.structured_data import json_ld
from muscleguide.pages.templates import ROOT, at_root, render
from muscleguide.pages.terms import explain_terms
from muscleguide.wording.sentences import listing, long_date, sentence

_MOST_DRAWINGS = 4  # on a preview picture


def render_page(page: Page, site: Site) -> str:
    """Render a whole HTML page."""
    context, clinic = site.context, site.guide.clinic
    root = urls.root_from(page.url) if page.root is None else page.root
    body, is_partly = mark_language(_body(page, site), context)
    is_foreign = page.url in context.foreign
    subject = context.locale.text("common.mistake_subject", title=page.title)
    is_found = page.url != urls.NOT_FOUND
    # A page that a plugin of MkDocs makes is there once.
    is_ours = not page.is_written or page.url in {some.url for some in site.guide.pages}
    return render(
        context,
        "layout/layout.html",
        page.url,
        page=page,
        body=body,
        is_partly=is_partly or is_foreign,
        body_language=context.source_language if is_foreign else None,
        translation=_translation(site),
        alternates=list(alternates(context, page.url)) if is_found and is_ours else [],
        switch=_switch(page, site, root) if is_found and is_ours else [],
        policy=content_policy(clinic),
        clinic=clinic,
        header=at_root(mark_language(_header(site, page.url), context)[0], root),
        footer=at_root(mark_language(_footer(site), context)[0], root),
        title=page.title if page.title == clinic.name else f"{page.title} - {clinic.name}",
        description=page.description or clinic.tagline or clinic.name,
        canonical=urls.absolute(context.site_url, page.url) if is_found else None,
        picture=urls.absolute(context.site_url, urls.social_picture(page.picture)),
        picture_alt=_picture_alternative(page, site),
        is_article=isinstance(page.subject, ArticleContent),
        is_written=page.is_written,
        has_feed=bool(context.site_url and site.guide.articles),
        structured_data=json_ld(page, site) if is_found and not page.is_written else None,
        favicon=context.settings.favicon or urls.FAVICON,
        styles=_own(context.settings.listed("extra_css")),
        scripts=_own(context.settings.listed("extra_javascript")),
        mistakes_url=mistakes_url(clinic, subject),
        page_words=dict(context.locale.part("page_script")),
        root=root,
    )


def _switch(page: Page, site: Site, root: str) -> list[tuple[Edition, str | None]]:
    """Give every edition, with the link to this page in it; none to where the reader is."""
    context = site.context
    to_top = root + ("../" if context.prefix else "")
    return [
        (it, None if it.prefix == context.prefix else f"{to_top}{it.prefix}{page.url}" or "./")
        for it in context.editions
        if len(context.editions) > 1
    ]


def _translation(site: Site) -> str | None:
    """Say who has put the guide into this language, and who has checked it; or that nobody has."""
    context, clinic = site.context, site.guide.clinic
    if not context.prefix:
        return None
    record = clinic.translations.get(context.locale.code)
    said = []
    if record and record.translators:
        names = listing(context.locale, record.translators)
        said.append(sentence(context.locale.text("translation.translators", names=names)))
    if record and record.reviewed and record.reviewed.by in clinic.reviewers:
        person = clinic.reviewers[record.reviewed.by]
        day = long_date(context.locale, record.reviewed.on)
        said.append(
            context.locale.text("translation.reviewed", name=person.name, role=person.role, day=day)
        )
    else:
        said.append(context.locale.text("translation.none_reviewed"))
    return " ".join(said)


def _body(page: Page, site: Site) -> Markup:
    """Give a page's body, with words of the glossary explained where it is running text of ours."""
    if page.is_written or not page.is_running_text:
        return page.body
    return explain_terms(page.body, site.glossary)


def _picture_alternative(page: Page, site: Site) -> str:
    """Tell what a page's preview picture shows: its words, and then its drawings."""
    subject = page.subject
    muscles: Iterable[MuscleContent] = site.muscles.values()
    title = site.context.locale.text("home.title")
    if isinstance(subject, MuscleContent):
        muscles, title = [subject], subject.record.name
    elif isinstance(subject, ArticleContent):
        muscles, title = subject.muscles, subject.record.title
    pictures = [muscle.picture.alternative for muscle in muscles if muscle.picture]
    said = [sentence(title), *pictures[:_MOST_DRAWINGS], sentence(site.guide.clinic.name)]
    return " ".join(said)


# A thousand pages have the same header and footer, but for the way to the root.
def _header(site: Site, url: str) -> Markup:
    """Render the header; in its menu, the page at `url` is the current one, if it is there."""
    current = url if url in site.titles else None
    return _header_of(site, current, section_of(site.menu, url))


@once_a_site
def _header_of(site: Site, current: str | None, section: MenuEntry | None) -> Markup:
    return render(
        site.context,
        "layout/header.html",
        urls.HOME,
        root=ROOT,
        clinic=site.guide.clinic,
        menu=site.menu,
        current=current,
        section=section,
    )


@once_a_site
def _footer(site: Site) -> Markup:
    return render(
        site.context,
        "layout/footer.html",
        urls.HOME,
        root=ROOT,
        clinic=site.guide.clinic,
        review=site.review,
        funding=funding(site.guide.clinic, site.context),
    )


def _own(files: tuple[object, ...]) -> list[str]:
    """Give the styles or scripts that a guide adds, without those that the layout has anyway."""
    present = (urls.STYLES, urls.CLINIC_STYLES)
    return [file for file in files if isinstance(file, str) and file not in present]
