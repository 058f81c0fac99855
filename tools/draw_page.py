"""Draw docs/page.png: the page in Chromium, on a desktop and on a phone (after make page)."""

import io
import shutil
import threading
from pathlib import Path

from acupacer_host import site
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

TARGET = Path(__file__).resolve().parent.parent / "docs" / "page.png"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
TO_GET_READY = ("STOP", *["NEXT"] * 6, "START", "NEXT", "START", "START", "START")
GAP_PX = 24
SETTLED_MS = 300
CHANGED = "(before) => document.getElementById('says').innerText !== before"
COLORS = 128


def shot(browser: Browser, address: str, width: int, height: int, theme: str) -> Image.Image:
    """The page in a window of this size, where a session gets ready."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        locale="en-GB",
        has_touch=theme == "dark",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector('#says[data-screen="stop_check"]')
    for name in TO_GET_READY:
        before = page.locator("#says").inner_text()
        page.locator(f"#{name.lower()}").click(delay=80)
        page.wait_for_function(CHANGED, arg=before)
        page.wait_for_timeout(SETTLED_MS)
    page.wait_for_selector('#says[data-screen="get_ready"]')
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return picture


def main() -> None:
    with site.serving(0) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        desktop = shot(browser, site.address(server), 1240, 800, "light")
        phone = shot(browser, site.address(server), 390, 800, "dark")
        browser.close()
        server.shutdown()
    whole = Image.new("RGB", (desktop.width + GAP_PX + phone.width, desktop.height), "white")
    whole.paste(desktop, (0, 0))
    whole.paste(phone, (desktop.width + GAP_PX, 0))
    whole.quantize(COLORS).save(TARGET, optimize=True)
    print(TARGET.name, whole.size, f"{TARGET.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
