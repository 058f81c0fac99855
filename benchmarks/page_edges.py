"""Edges of the page's motor and tone, in real time, against those of a virtual board."""

import time
from contextlib import closing

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from conftest import TAP, TO_HOME
from firefox import Firefox

SESSION_S = 40
# What the worker says of motor and tone, with its time, before the page hears of it.
WITNESS = """() => {
  window.edges = [];
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...values) {
      super(...values);
      this.addEventListener("message", ({ data }) => {
        for (const kind of ["motor", "tone"]) {
          if (kind in data) window.edges.push([kind, data[kind], data.atMs]);
        }
      });
    }
  };
}"""
SCREEN = 'document.getElementById("says").dataset.screen'


class Witness(VirtualBoard):
    """Keeps every edge with its time."""

    def __init__(self, files):
        self.edges = []
        super().__init__(files)

    def apply(self, effect):
        if isinstance(effect, events.SetMotor):
            self.edges.append(("motor", effect.duty_pct, self.at_ms()))
        elif isinstance(effect, events.SetTone):
            self.edges.append(("tone", effect.freq_hz, self.at_ms()))
        super().apply(effect)


def wanted(routines: bytes) -> list[tuple[str, int, int]]:
    """The edges from START on, at the first prompt of an untouched device."""
    board = Witness({"factory.json": routines})
    for name in (*[name for name, _ in TO_HOME], "START"):
        board.wait(600)
        board.tap(name)
    board.wait(3000)
    board.edges.clear()
    board.tap("START")
    board.wait(1000 * SESSION_S)
    return board.edges


def errors_ms(found: list[list], edges: list[tuple[str, int, int]]) -> list[float]:
    """How much later each edge was than its time, seen from the one that was least late."""
    if [edge[:2] for edge in found] != [list(edge[:2]) for edge in edges]:
        raise RuntimeError("the page's edges are not those of the virtual board")
    late = [at - planned for (_, _, at), (_, _, planned) in zip(found, edges, strict=True)]
    return [each - min(late) for each in late]


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
