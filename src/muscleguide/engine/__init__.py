"""The engine of hand-written pages: MkDocs with Material. Only this package knows them."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Give the hooks to a guide's own `hooks/guide.py`, without MkDocs until one is asked for."""
    if name in ("on_config", "on_post_build", "on_serve"):
        from muscleguide.engine import hooks  # noqa: PLC0415

        return getattr(hooks, name)
    raise AttributeError(name)
