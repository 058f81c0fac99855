"""The page in Debian's Firefox: what another browser might do differently."""

import io
import json
import threading
from contextlib import closing

import pytest
from acupacer_host import site
from conftest import TO_HOME
from firefox import Firefox
from test_maker import TEXT

SCREEN = 'document.getElementById("says").dataset.screen'
LINES = '[...document.querySelectorAll("#says p")].map((line) => line.textContent)'


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    with closing(Firefox(tmp_path_factory.mktemp("profile"))) as browser:
        yield browser


@pytest.fixture
def page(firefox):
    return firefox.page()


class Started:
    """A Firefox's process that says this, and whether it was ended."""

    def __init__(self, said):
        self.stderr = io.StringIO(said)
        self.done = []

    def terminate(self):
        self.done.append("terminate")

    def wait(self):
        self.done.append("wait")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("WebDriver BiDi listening on ws://127.0.0.1:1\n", "nobody there"),
        ("no display\n", "Firefox ended: no display"),
    ],
)
def test_a_firefox_that_cannot_be_talked_to_is_ended(monkeypatch, tmp_path, said, error):
    def refuse(address, **options):
        raise ConnectionError("nobody there")

    process = Started(said)
    monkeypatch.setattr("firefox.subprocess.Popen", lambda command, **options: process)
    monkeypatch.setattr("firefox.shutil.which", lambda name: name)
    monkeypatch.setattr("firefox.connect", refuse)
    with pytest.raises(ConnectionError, match=error):
        Firefox(tmp_path)
    assert process.done == ["terminate", "wait"]


def press(page, name, screen):
    """One press, and what it leads to."""
    before = page.get(LINES)
    page.click(f"#{name.lower()}")
    page.wait(f"{SCREEN} === '{screen}' && `${{{LINES}}}` !== {json.dumps(','.join(before))}")


def test_from_the_first_press_to_a_hold_and_stop(page, address):
    page.open(address)
    page.wait(f"{SCREEN} === 'stop_check'")
    for name, screen in (*TO_HOME, ("START", "prompt"), ("START", "get_ready")):
        press(page, name, screen)
    page.wait(f"{SCREEN} === 'hold' && Number(({LINES})[2]) <= 7")
    lit = """(() => { const it = document.getElementById("panel");
      return it.getContext("2d").getImageData(0, 0, it.width, it.height).data
        .some((value, at) => at % 4 < 3 && value > 100); })()"""
    assert page.get(lit)
    page.click("#stop")
    page.wait(f"{SCREEN} === 'too_much'")
    assert page.get("navigator.storage.getDirectory().then((it) => it.kind)") == "directory"


def test_a_routine_from_text(page, address):
    page.open(address + "#routines")
    page.wait("document.getElementById('maker-says')?.textContent.startsWith('All right')")
    page.click("#tab-text")
    page.wait("document.getElementById('maker-text')?.value.includes('hands-li4')")
    page.get(f"""(() => {{
      const area = document.getElementById("maker-text");
      area.value = {json.dumps(TEXT)};
      area.dispatchEvent(new Event("input"));
    }})()""")
    page.wait("document.getElementById('routine-0').textContent.includes('Evening neck')")


def test_it_opens_without_a_network_after_the_first_visit(page):
    with site.serving(0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = site.address(server)
        page.open(address)
        page.wait(f"{SCREEN} === 'stop_check'")
        page.get("navigator.serviceWorker.ready.then(() => 1)")
        server.shutdown()
    page.open(address + "index.html?later")
    page.wait(f"{SCREEN} === 'stop_check'")
    press(page, "STOP", "question")


def test_the_cable_is_offered_where_there_are_ports_and_the_file_where_there_are_none(
    firefox, page, address
):
    page.before("() => { delete Navigator.prototype.serial; }")
    page.open(address + "#cable")
    page.wait("document.getElementById('cable-absent')")
    assert page.get("document.getElementById('cable-connect') === null")
    other = firefox.page()
    other.before("() => { Navigator.prototype.serial = {}; }")
    other.open(address + "#cable")
    other.wait("document.getElementById('cable-connect')")
    assert other.get("document.getElementById('cable-absent') === null")


def test_the_report_is_there(page, address):
    page.open(address + "#report")
    page.wait("document.getElementById('report-says')?.textContent.startsWith('No session')")
