"""Edges of the page's motor and tone, in real time, against those of a virtual board."""

import json
import shutil
import subprocess
import time
import urllib.request
from contextlib import closing
from itertools import count

from conftest import TAP, TO_HOME
from firefox import Firefox, announced, answered
from planned_edges import SESSION_S, WITNESS, errors_ms
from websockets.sync.client import connect

SCREEN = 'document.getElementById("says").dataset.screen'


def measured(get, hide, edges) -> list[float]:
    """Of a page: ``get`` gives the value of an expression there, ``hide`` puts it aside."""

    def wait(screen):
        while get(SCREEN) != screen:
            time.sleep(0.05)

    wait("stop_check")
    for name, screen in (*TO_HOME, ("START", "prompt")):
        get(f"({TAP})('{name}')")
        wait(screen)
        time.sleep(0.7)
    time.sleep(3)
    get("edges.splice(0).length")
    get(f"({TAP})('START')")
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


def in_hidden_chromium(folder, address: str, edges) -> list[float]:
    """Another tab lies over the page's: of a browser that nobody tells to think otherwise.

    What drives it elsewhere has each page believe that it is seen.
    """
    chromium = shutil.which("chromium")
    if not chromium:
        raise RuntimeError("one with windows is needed to hide them: sudo apt install chromium")
    options = ["--headless=new", "--no-sandbox", "--mute-audio", "--remote-debugging-port=0"]
    command = [chromium, *options, f"--user-data-dir={folder}", "about:blank"]
    browser = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        host = announced(browser, "Chromium").split("/")[2]

        def tab() -> str:
            asked = urllib.request.Request(f"http://{host}/json/new", method="PUT")
            return json.load(urllib.request.urlopen(asked))["webSocketDebuggerUrl"]

        with connect(tab(), max_size=None) as socket:
            numbers = count(1)

            def ask(method, **params):
                return answered(socket, next(numbers), method, params)["result"]

            def get(expression):
                how = {"returnByValue": True, "awaitPromise": True}
                found = ask("Runtime.evaluate", expression=expression, **how)
                return found["result"].get("value")

            def hide():
                tab()
                time.sleep(0.5)
                if not get("document.hidden"):
                    raise RuntimeError("another tab does not hide the page's")

            ask("Page.enable")
            ask("Page.addScriptToEvaluateOnNewDocument", source=f"({WITNESS})()")
            ask("Page.navigate", url=address)
            return measured(get, hide, edges)
    finally:
        browser.terminate()
        browser.wait()
