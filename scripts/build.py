"""The command line of Muscle Guide: `python scripts/build.py --help`."""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "src"))

try:
    from muscleguide.cli import main
except ModuleNotFoundError as missing:
    sys.exit(
        f"This Python has no {missing.name}. Run `make` once in {PROJECT}, which sets up .venv, "
        "and then .venv/bin/python scripts/build.py (on Windows: .venv\\Scripts\\python)."
    )

if __name__ == "__main__":
    main(prog_name="build.py")
