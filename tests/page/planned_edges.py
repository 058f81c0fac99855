"""Edges of the page's motor and tone, beside those of a virtual board."""

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from conftest import TO_HOME

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
