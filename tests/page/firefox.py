"""Debian's Firefox, driven over WebDriver BiDi: its own agent, and a handful of commands."""

import json
import shutil
import subprocess
import threading
import time
from contextlib import ExitStack
from itertools import count

from websockets.sync.client import connect

TRIES_S = 60
# Nothing but this machine is reached: not for updates either.
PREFS = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "browser.shell.checkDefaultBrowser": False,
    "intl.accept_languages": "en-GB",
}


def announced(process, name):
    """Where the browser ``name`` says it listens, as ``ws://``...; ConnectionError if it ends.

    What it says besides is read from then on, or it would wait for that.
    """
    said = []
    for line in process.stderr:
        said.append(line)
        if " listening on ws://" in line:
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return line.strip().rpartition(" ")[2]
    raise ConnectionError(f"{name} ended: {''.join(said)[-500:]}")


def answered(socket, number, method, params):
    """The answer to a command; events are passed over."""
    socket.send(json.dumps({"id": number, "method": method, "params": params}))
    while (answer := json.loads(socket.recv(timeout=TRIES_S))).get("id") != number:
        pass
    return answer


class Firefox:
    """A browser without a window, with a profile of its own in ``folder``. Close it."""

    def __init__(self, folder):
        command = shutil.which("firefox-esr") or shutil.which("firefox")
        if command is None:
            raise FileNotFoundError("there is no Firefox here; sudo apt install firefox-esr")
        prefs = [f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFS.items()]
        (folder / "user.js").write_text("\n".join(prefs))
        options = ["--headless", "--no-remote", "--remote-debugging-port=0"]
        self._process = subprocess.Popen(
            [command, *options, "--profile", str(folder)],
            stderr=subprocess.PIPE,
            text=True,
        )
        self._open = ExitStack()
        try:
            self._begin()
        except BaseException:  # nobody has it yet who would close it
            self.close()
            raise

    def _begin(self):
        """Find its agent and open a session there."""
        address = announced(self._process, "Firefox")
        opening = connect(f"{address}/session", max_size=None, open_timeout=TRIES_S)
        self._socket = self._open.enter_context(opening)
        self._ids = count(1)
        self.ask("session.new", capabilities={})

    def ask(self, method, **params):
        """What a command answers; events are passed over."""
        answer = answered(self._socket, next(self._ids), method, params)
        assert answer["type"] == "success", answer
        return answer["result"]

    def page(self):
        """A page that shares nothing with another."""
        user = self.ask("browser.createUserContext")["userContext"]
        made = self.ask("browsingContext.create", type="tab", userContext=user)
        return Page(self, made["context"])

    def close(self):
        self._open.close()
        self._process.terminate()
        self._process.wait()


class Page:
    """One page of it."""

    def __init__(self, browser, context):
        self._browser, self._context = browser, context

    def before(self, script):
        """Have ``script``, a function, run before those of the page."""
        ask = self._browser.ask
        ask("script.addPreloadScript", functionDeclaration=script, contexts=[self._context])

    def open(self, url):
        ask = self._browser.ask
        ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def get(self, expression):
        """The value of ``expression`` there, as far as JSON has it; a promise's, too."""
        found = self._browser.ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        assert found["type"] == "success", found["exceptionDetails"]["text"]
        return json.loads(found["result"].get("value", "null"))

    def wait(self, expression):
        """Until ``expression`` is true there."""
        end_s = time.monotonic() + TRIES_S
        while not self.get(f"Boolean({expression})"):
            assert time.monotonic() < end_s, (expression, self.get("document.body.innerText"))
            time.sleep(0.05)

    def click(self, selector):
        """As a finger does."""
        find = {"type": "css", "value": selector}
        ask, context = self._browser.ask, self._context
        [node] = ask("browsingContext.locateNodes", context=context, locator=find)["nodes"]
        origin = {"type": "element", "element": {"sharedId": node["sharedId"]}}
        self.get(f"document.querySelector({json.dumps(selector)}).scrollIntoView()")
        acts = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pause", "duration": 150},
            {"type": "pointerUp", "button": 0},
        ]
        pointer = {"type": "pointer", "id": "finger", "actions": acts}
        ask("input.performActions", context=context, actions=[pointer])
