"""Draw the page on a desktop and a phone, for docs/user/page.md (after make page)."""

import io
import shutil
import threading
from pathlib import Path

from acupacer_host import site
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parent.parent / "docs" / "user"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
TO_GET_READY = ("STOP", *["NEXT"] * 6, "START", "NEXT", "START", "START", "START")
GAP_PX = 24
HEIGHT = 860
SETTLED_MS = 300
CHANGED = "(before) => document.getElementById('says').innerText !== before"
COLORS = 128


def in_window(browser: Browser, width: int, theme: str) -> Page:
    """An untouched page in a window that is so wide."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if theme == "dark" else "light",
        locale="en-GB",
        has_touch=theme == "dark",
    )
    return context.new_page()


def session(page: Page, address: str) -> None:
    """A session gets ready."""
    page.goto(address)
    page.wait_for_selector('#says[data-screen="stop_check"]')
    for name in TO_GET_READY:
        before = page.locator("#says").inner_text()
        page.locator(f"#{name.lower()}").click(delay=80)
        page.wait_for_function(CHANGED, arg=before)
        page.wait_for_timeout(SETTLED_MS)
    page.wait_for_selector('#says[data-screen="get_ready"]')


def routine(page: Page, address: str) -> None:
    """The last routine of the factory, in the maker."""
    page.goto(f"{address}#routines")
    page.locator(".routine").last.click()
    page.wait_for_selector(".total")
    page.wait_for_timeout(SETTLED_MS)
    if page.viewport_size and page.viewport_size["width"] < 700:
        page.locator("#step-0").scroll_into_view_if_needed()
        page.evaluate("() => document.getElementById('step-0').scrollIntoView()")


def main() -> None:
    with site.serving(0) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, scene in (("page.png", session), ("page-maker.png", routine)):
            whole = Image.new("RGB", (1240 + GAP_PX + 390, HEIGHT), "white")
            for x, width, theme in ((0, 1240, "light"), (1240 + GAP_PX, 390, "dark")):
                page = in_window(browser, width, theme)
                scene(page, site.address(server))
                whole.paste(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), (x, 0))
                page.context.close()
            whole.quantize(COLORS).save(DOCS / name, optimize=True)
            print(name, whole.size, f"{(DOCS / name).stat().st_size // 1024} KB")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
