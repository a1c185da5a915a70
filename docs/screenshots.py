"""Make the pictures of `screenshots/` anew: pages of the example record in Debian's Chromium, on a fixed day.

`python docs/screenshots.py` needs what the tests in a browser need: `pip install --group browser`, and Chromium. The
pictures are of few colours, so that they are small; look at them before you commit them.
"""  # noqa: INP001 - a folder of pages with scripts, no package

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
sys.path += [str(DOCS), str(DOCS.parent / "tests" / "browser"), str(DOCS.parent / "tests")]

from renew import desk  # noqa: E402 - the example record, as other pages show it

from browsing import NARROW, WIDE, Site, served  # noqa: E402 - of the tests: they serve a record on a fixed day

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = DOCS / "screenshots"
_COLOURS = 128
_HEIGHTS = {WIDE: 860, NARROW: 780}  # pixels

# Name, address, pixels across, whether dark, and what is brought to the top of the picture.
PICTURES = (
    ("today", "/?on=2031-04-12", WIDE, False, None),
    ("timeline", "/timeline?since=2031&until=2031", WIDE, False, None),
    ("contact", "/contacts/{most_told}", WIDE, False, None),
    ("sources", "/contacts/{most_told}", WIDE, False, "#sources"),
    ("story", "/stories/old-mail-mirror-aachen-treaty.txt", WIDE, True, None),
    ("pair", "/pairs/US/CN", WIDE, False, None),
    ("map", "/map", WIDE, True, None),
    ("search", "/search?q=US China meetings since 2031", WIDE, False, None),
    ("review", "/review", WIDE, False, None),
    ("today-phone", "/?on=2031-04-12", NARROW, False, None),
    ("timeline-phone", "/timeline", NARROW, True, None),
    ("contact-phone", "/contacts/{most_told}", NARROW, True, None),
)


def main() -> None:
    """Write each picture."""
    FOLDER.mkdir(exist_ok=True)
    with desk() as folder, served(folder / "demo.db") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, address, width, dark, top in PICTURES:
            small(taken(browser, site, address, width=width, dark=dark, top=top)).save(
                FOLDER / f"{name}.png", optimize=True
            )
        browser.close()


def taken(  # noqa: PLR0913 - what there is to choose of a picture
    browser: Browser, site: Site, address: str, *, width: int, dark: bool, top: str | None
) -> bytes:
    """A page as it is seen at first, or from some part of it on."""
    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHTS[width]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(site.base + site.fill(address))
    if top:
        page.locator(top).evaluate("one => one.scrollIntoView()")
    picture: bytes = page.screenshot()
    context.close()
    return picture


def small(picture: bytes) -> Image.Image:
    """A picture in few colours, the rare ones among them: a status is told by the colour of one word."""
    return (
        Image.open(io.BytesIO(picture))
        .convert("RGB")
        .quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )


if __name__ == "__main__":
    main()
