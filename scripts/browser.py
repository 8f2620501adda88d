"""Find a Chrome or Chromium for the browser tests; run as a script, install one where none is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """Give the path of a browser: `CHROME_PATH`, one on this machine, or Playwright's own."""
    candidates = [os.environ.get("CHROME_PATH"), *map(shutil.which, _NAMES), *_APPLICATIONS]
    with sync_playwright() as playwright:
        candidates.append(playwright.chromium.executable_path)
    return next((path for path in candidates if path and Path(path).is_file()), None)


def install() -> None:
    """Install Debian's Chromium where that is allowed, and Playwright's otherwise."""
    root: list[str] | None = []
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        allowed = shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"]).returncode
        root = ["sudo", "-n"] if allowed else None
    if shutil.which("apt-get") and root is not None:
        print("No browser found; installing Debian's Chromium for the browser tests")
        subprocess.run([*root, "apt-get", "update", "-qq"])
        packages = ["chromium", "fonts-liberation"]
        command = [*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        if not subprocess.run(command).returncode:
            return
    print("No browser found; installing Playwright's Chromium for the browser tests")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not find():
        install()
    browser = find()
    if not browser:
        sys.exit("There is no browser for the tests: install Chromium, or set CHROME_PATH.")
    print(f"Browser for the tests: {browser}")
