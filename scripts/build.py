"""The command line of Muscle Guide: `python scripts/build.py --help`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from muscleguide.cli import main

if __name__ == "__main__":
    main(prog_name="build.py")
