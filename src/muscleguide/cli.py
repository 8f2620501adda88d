"""The entry point of the command line, for `scripts/build.py` and the command `muscleguide`."""

from muscleguide.commands.main import main

__all__ = ["main"]
