"""Picture the guide's pages: those of the README and the guide for clinics, and every page type."""

import functools
import http.server
import subprocess
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import browser as installed
from playwright.sync_api import Browser, sync_playwright

from muscleguide.preview.server import listening
from muscleguide.preview.state import Preview

PROJECT = Path(__file__).resolve().parents[1]
EVERY = PROJECT / "build" / "screenshots"
README = PROJECT / "pictures"
CLINICS = PROJECT / "docs-site" / "pages" / "pictures"
PAGES = {
    "home": "",
    "muscle": "muscles/popliteus/",
    "muscles": "muscles/",
    "symptoms": "symptoms/",
    "activities": "activities/",
    "articles": "articles/",
    "article": "articles/back-of-the-knee/",
    "place": "places/back-of-knee/",
    "exercise": "exercises/calf-stretch/",
    "relief": "relief/",
    "warning-signs": "warning-signs/",
    "sources": "sources/",
    "about": "about/",
    "handout": "handout/?muscle=popliteus&exercise=calf-stretch",
    "frame": "embed/",
    "not-found": "404.html",
}
PHONE, DESKTOP = 360, 1280
WAIT = 2000  # ms, until the preview in the editor has been made


def picture(
    chromium: Browser, url: str, file: Path, *, width: int, scheme: str, whole: bool
) -> None:
    """Save one page as it is at a width, in light or dark: whole, or its first screen."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=1,
    )
    page = context.new_page()
    page.goto(url, wait_until="load")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=whole)
    context.close()


def main() -> None:
    """Build the guide, serve it on this machine, and picture it."""
    site = PROJECT / "build" / "pictured" / "education"
    command = [sys.executable, "scripts/build.py", "--out", str(site)]
    subprocess.run(command, cwd=PROJECT, check=True)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_address[1]}/{site.name}/"
    path = installed.find()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, page in PAGES.items():
            for width in (PHONE, DESKTOP):
                for scheme in ("light", "dark"):
                    file = EVERY / f"{name}-{width}-{scheme}.png"
                    picture(chromium, root + page, file, width=width, scheme=scheme, whole=True)
        for name, width in (("phone", PHONE), ("desktop", DESKTOP)):
            file = README / f"muscle-page-{name}.png"
            url = root + PAGES["muscle"]
            picture(chromium, url, file, width=width, scheme="light", whole=False)
        phone = CLINICS / "muscle-phone.png"
        picture(chromium, root + PAGES["muscle"], phone, width=PHONE, scheme="light", whole=False)
        picture_editor(chromium)
        chromium.close()
    server.shutdown()
    for folder in (README, CLINICS, EVERY):
        print(f"Pictures are in {folder.relative_to(PROJECT)}/")


def picture_editor(chromium: Browser) -> None:
    """Picture two forms of the editor."""
    preview = Preview(PROJECT / "mkdocs.yml")
    with listening(preview, "127.0.0.1", 0) as (server, _where, editor):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = chromium.new_page(viewport={"width": DESKTOP, "height": 800})
        page.goto(f"{editor}/?kind=muscle&id=popliteus")
        page.wait_for_timeout(WAIT)
        page.screenshot(path=CLINICS / "editor.png")
        page.goto(f"{editor}/?kind=exercise&id=calf-stretch")
        page.wait_for_timeout(WAIT)
        page.locator(".drawing").scroll_into_view_if_needed()
        page.screenshot(path=CLINICS / "editor-figure.png")
        page.close()


if __name__ == "__main__":
    main()
