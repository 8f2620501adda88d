"""The hook for a guide whose folder has none of its own: `hooks: [PATH/hook.py]`."""

from muscleguide.engine.hooks import on_config, on_post_build, on_serve

__all__ = ["on_config", "on_post_build", "on_serve"]
