"""The content security policy: what a browser may load and run for the site's pages."""

from muscleguide.schema.records import Clinic


def content_policy(clinic: Clinic) -> str:
    """Give the policy of every page (Content Security Policy Level 3).

    Everything comes from the site itself, or from hosts that the clinic allows for pages that it
    writes by hand; nothing that stands in a page runs.
    """
    own = " ".join(("'self'", *(f"https://{host}" for host in clinic.allowed_hosts)))
    return "; ".join(
        (
            "default-src 'none'",
            "base-uri 'none'",
            f"connect-src {own}",
            f"font-src {own}",
            f"form-action {own}",
            f"frame-src {own}",
            f"img-src {own} data:",  # icons within the styles of hand-written pages
            f"media-src {own}",
            f"script-src {own}",
            f"style-src {own}",
        )
    )


def frame_policy(clinic: Clinic, *, embedded: bool) -> str:
    """Say which sites may show a page in a frame; only a header can say that.

    Nobody, but a page that is made to be `embedded`: everybody, or the hosts that the clinic names.
    """
    if not embedded:
        return "frame-ancestors 'none'"
    if not clinic.embed_hosts:
        return "frame-ancestors *"
    return " ".join(("frame-ancestors 'self'", *(f"https://{host}" for host in clinic.embed_hosts)))
