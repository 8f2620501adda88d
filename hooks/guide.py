"""Lets plain `mkdocs build` and `mkdocs serve` stage the guide first and publish it after."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from muscleguide.engine import on_config, on_post_build, on_serve

__all__ = ["on_config", "on_post_build", "on_serve"]
