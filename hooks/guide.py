"""Lets plain `mkdocs build` and `mkdocs serve` make the whole site."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from muscleguide.engine.hooks import on_config, on_post_build, on_serve

__all__ = ["on_config", "on_post_build", "on_serve"]
