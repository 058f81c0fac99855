"""The page: its size, its first picture in Chromium, and what a step costs its interpreter."""

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path

from acupacer_host import site
from acupacer_host.content import validate
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path += [str(ROOT / "tests" / name) for name in ("page", "host", "portable", "core")]

import page_edges
import planned_edges
from bench_link import Device, document
from cable_bridge import STAND_IN, Plug, PtyFar, handler
from conftest import CHROMIUM

RUNS = 5
STEPS = Path(__file__).with_name("page_steps.mjs")
# When the panel's words are first there, and the picture with the next frame.
FIRST = """
new MutationObserver((changes, observer) => {
  if (!document.querySelector('#says[data-screen="starting"], #says[data-screen="stop_check"]'))
    return;
  if (!document.querySelector("#says p")) return;
  observer.disconnect();
  requestAnimationFrame(() => { window.firstMs = performance.now(); });
}).observe(document, { childList: true, subtree: true, attributes: true });
"""

# A set is sent five times, a byte of it another each time; ms each.
SEND = """async (texts) => {
  const { Line } = await import("/line.js");
  const { Port } = await import("/port.js");
  const { Toolbox } = await import("/toolbox.js");
  const toolbox = new Toolbox();
  const port = await Port.chosen(true);
  const line = new Line(toolbox, (digits) => port.write(digits));
  await port.open((digits) => line.receive(digits), () => line.end());
  await line.run("who", null, "en");
  const took = [];
  for (const text of texts) {
    let sent = 0;
    const begun = performance.now();
    const told = await line.run("send", text, "en", (kind, done, total) => {
      if (done === total) sent = performance.now() - begun;
    });
    if (!told.answer) throw new Error(told.message);
    took.push(sent);
  }
  return took;
}"""


def sent_ms(browser) -> list[float]:
    """Of 20 KB each, through the page's port to the simulator's."""
    plug = Plug()
    with Device() as device, site.serving(0, handler(plug)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        plug.plug(PtyFar(device.port))
        context = browser.new_context(service_workers="block")
        context.add_init_script(STAND_IN)
        page = context.new_page()
        page.goto(site.address(server))
        page.wait_for_selector("#says p")
        found = page.evaluate(SEND, [document(run).decode() for run in range(RUNS)])
        context.close()
        server.shutdown()
    return found


def first_ms(browser, address: str) -> tuple[float, int]:
    """Milliseconds from the visit to the first picture, and requests until then."""
    context = browser.new_context(service_workers="block")
    context.add_init_script(FIRST)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_function("() => window.firstMs")
    found = page.evaluate("firstMs")
    context.close()
    return found, len(asked)


# Milliseconds from a key in a field to the words of its fault there.
FAULT = """async (value) => {
  const field = document.getElementById("field-steps-0-hold-max_s");
  const told = document.getElementById("field-steps-0-hold-max_s-fault");
  const seen = new Promise((resolve) => {
    new MutationObserver(() => told.textContent.includes(value) && resolve(performance.now()))
      .observe(told, { childList: true });
  });
  const begun = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("input"));
  return (await seen) - begun;
}"""
# The same for one answer of the tools, in a worker of its own that has answered before.
ANSWER = """async ([name, values]) => {
  window.tools ??= new Worker("./tools.js", { type: "module" });
  const ask = () => new Promise((resolve) => {
    tools.onmessage = ({ data }) => resolve(data);
    tools.postMessage({ ask: 1, room: "maker", name, values });
  });
  await ask();
  const begun = performance.now();
  const { fault } = await ask();
  if (fault) throw new Error(fault);
  return performance.now() - begun;
}"""


def longest() -> str:
    """A sound document with a routine that lasts about as long as one may."""
    step = {"method": "hands", "repetitions": 5, "rest_s": 10}
    hold = {"start_s": 44, "max_s": 44, "step_s": 0, "every": 3}
    steps = [
        {**step, "area": f"place {at}", "sides": ["both"], "hold": hold} for at in range(10)
    ]
    routine = {"id": "long", "title": "Long", "steps": steps}
    document = {"format": "acupacer-routines", "version": 2, "routines": [routine]}
    verdict = validate.check_text(json.dumps(document).encode(), "long.json")
    assert verdict.is_ok, verdict.faults
    return verdict.data.decode()


def maker_ms(browser, address: str) -> tuple[list[float], list[float]]:
    """Milliseconds from a key to its fault, and for the preview of the longest routine."""
    page = browser.new_context(service_workers="block").new_page()
    page.goto(f"{address}#routines")
    page.wait_for_selector(".total")
    faults = [page.evaluate(FAULT, str(900 + at)) for at in range(RUNS)]
    previews = [
        page.evaluate(ANSWER, ["preview_of", [longest(), "0", "0"]]) for _ in range(RUNS)
    ]
    page.context.close()
    return faults, previews


def edges(browser, address: str) -> list[tuple[str, list[float]]]:
    """How far edges of a session in real time were off, in ms, by where."""
    routines = (ROOT / "shared" / "routines.json").read_bytes()
    planned = planned_edges.wanted(routines)
    made = [("Chromium", page_edges.in_chromium(browser, address, planned))]
    for name, find in (
        ("Chromium, page hidden", page_edges.in_hidden_chromium),
        ("Firefox", partial(page_edges.in_firefox, is_hidden=False)),
        ("Firefox, page hidden", partial(page_edges.in_firefox, is_hidden=True)),
    ):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            made.append((name, find(Path(folder), address, planned)))
    return made


def told(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} ms ({min(times):.0f} to {max(times):.0f})"


def steps(*how: str) -> tuple[float, int]:
    """Mean CPU of a turn in a session, in ms, and how many turns."""
    command = ["node", STEPS, site.folder(), *how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    mean, count = done.stdout.split()
    return float(mean), int(count)


def row(what: str, value: str, goal: str) -> None:
    print(f"{what:44}{value:>24}{goal:>12}")


def main() -> None:
    row("the page (medians of 5)", "", "goal")
    total = sum(len(gzip.compress(path.read_bytes(), 9)) for path in site.folder().iterdir())
    row("all of it, compressed by gzip", f"{total / 1024:.0f} KB", "<= 450")
    with site.serving(0) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        first_ms(browser, site.address(server))  # the browser itself is slower the first time
        found = [first_ms(browser, site.address(server)) for _ in range(RUNS)]
        faults, previews = maker_ms(browser, site.address(server))
        sent = sent_ms(browser)
        off = edges(browser, site.address(server))
        browser.close()
        server.shutdown()
    row("visit to the first picture", told([ms for ms, _ in found]), "<= 600")
    row("requests until then", str(found[-1][1]), "<= 25")
    row("a fault after a key", told(faults), "<= 150")
    row("preview of a 45 min routine", told(previews), "<= 200")
    row("20 KB to the simulator, over the cable", told(sent), "<= 300")
    for where, errors in off:
        value = f"{statistics.quantiles(errors, n=20)[-1]:.1f} ms"
        row(f"{len(errors)} edges, 95 % within ({where})", value, "<= 15")
    for what, how in (("CPU of a step", ("undrawn",)), ("the same, drawn and told", ())):
        measured = [steps(*how) for _ in range(RUNS)]
        mean = statistics.median(mean for mean, _ in measured)
        goal = "<= 0.7" if how else ""
        row(f"{what} ({measured[0][1]} in 135 s)", f"{mean:.2f} ms", goal)


if __name__ == "__main__":
    main()
