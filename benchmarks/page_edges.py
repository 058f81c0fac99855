"""Edges of the page's motor and tone, in real time, against those of a virtual board."""

import time
from contextlib import closing

from conftest import TAP, TO_HOME
from firefox import Firefox
from planned_edges import SESSION_S, WITNESS, errors_ms

SCREEN = 'document.getElementById("says").dataset.screen'


def measured(get, hide, edges) -> list[float]:
    """Of a page: ``get`` gives the value of an expression there, ``hide`` puts it aside."""

    def wait(screen):
        while get(SCREEN) != screen:
            time.sleep(0.05)

    wait("stop_check")
    for name, screen in (*TO_HOME, ("START", "prompt")):
        get(f"({TAP})(['{name}', 80])")
        wait(screen)
        time.sleep(0.7)
    time.sleep(3)
    get("edges.splice(0).length")
    get(f"({TAP})(['START', 80])")
    hide()
    time.sleep(SESSION_S)
    found = get("edges")[: len(edges)]
    return errors_ms(found, edges[: len(found)])


def in_chromium(browser, address: str, edges) -> list[float]:
    """With the page in sight."""
    context = browser.new_context(service_workers="block")
    context.add_init_script(f"({WITNESS})()")
    page = context.new_page()
    page.goto(address)
    made = measured(page.evaluate, lambda: None, edges)
    context.close()
    return made


def in_firefox(folder, address: str, edges, is_hidden: bool) -> list[float]:
    """``is_hidden``: another tab lies over the page's."""
    with closing(Firefox(folder)) as firefox:
        page = firefox.page()
        page.before(WITNESS)
        page.open(address)

        def hide():
            if is_hidden:
                firefox.page()
            if page.get("document.hidden") != is_hidden:
                raise RuntimeError("another tab does not hide the page's")

        return measured(page.get, hide, edges)
