"""Fragments of HTML that many pages of a site have alike."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVarTuple
from weakref import WeakKeyDictionary

from markupsafe import Markup

from muscleguide.model.site import Site

Key = TypeVarTuple("Key")


def once_a_site(make: Callable[[Site, *Key], Markup]) -> Callable[[Site, *Key], Markup]:
    """Render a fragment once for each site and key, and keep it for as long as the site.

    A preview makes a new site after every save; a cache of its own size would hold the old ones.
    """
    kept: WeakKeyDictionary[Site, dict[Hashable, Markup]] = WeakKeyDictionary()

    @wraps(make)
    def get(site: Site, *key: *Key) -> Markup:
        fragments = kept.setdefault(site, {})
        if key not in fragments:
            fragments[key] = make(site, *key)
        return fragments[key]

    return get
