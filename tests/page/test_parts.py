"""The page's parts, each with stand-ins for what the browser has."""

import json

import pytest
from conftest import FASTER, Device, put_before

STORE = """async ({ medium, orders }) => {
  const { openFiles } = await import("/files.js");
  const none = { getDirectory: () => Promise.reject(new Error("none")) };
  const files = await openFiles(none, medium === "records" ? indexedDB : null);
  const answers = [];
  for (const [order, name, offset, length, text] of orders) {
    const data = new TextEncoder().encode(text ?? "");
    if (order === "again") {
      const later = await openFiles(none, indexedDB);
      await later.recover();
      answers.push(new TextDecoder().decode((await later.read(name)) ?? new Uint8Array()));
    } else answers.push(await files.perform(order, name, offset, length, data));
  }
  return [files.kind, answers];
}"""


@pytest.fixture
def page(device):
    device.wait_for("stop_check")
    return device.page


def perform(page, medium, *orders):
    return page.evaluate(STORE, {"medium": medium, "orders": [list(order) for order in orders]})


def hexed(text):
    return text.encode().hex()


@pytest.mark.parametrize("medium", ["records", "nowhere"])
def test_what_keeps_files_where_there_is_no_file_system(page, medium):
    kind, answers = perform(
        page,
        medium,
        ("Read", "settings.json", 0, 10, ""),
        ("StageWrite", "settings.json", 0, 0, "abc"),
        ("StageWrite", "settings.json", 3, 0, "def"),
        ("StageWrite", "settings.json", 7, 0, "gap"),
        ("Read", "settings.json", 0, 10, ""),
        ("Commit", "settings.json", 0, 6, ""),
        ("Read", "settings.json", 2, 3, ""),
        ("Commit", "settings.json", 0, 6, ""),
        ("Append", "history.jsonl", 0, 0, "one\n"),
        ("Append", "history.jsonl", 0, 0, "two"),
        ("Read", "history.jsonl", 0, 99, ""),
    )
    assert kind == medium
    assert answers == [
        ["absent", ""],
        ["stored", ""],
        ["stored", ""],
        ["io", ""],
        ["absent", ""],
        ["stored", ""],
        ["read", hexed("cde")],
        ["io", ""],
        ["stored", ""],
        ["stored", ""],
        ["read", hexed("one\ntwo")],
    ]


def test_records_are_there_again_and_a_torn_line_is_ended(page):
    _, answers = perform(
        page,
        "records",
        ("StageWrite", "settings.json", 0, 0, "never committed"),
        ("Append", "history.jsonl", 0, 0, "torn"),
        ("again", "history.jsonl", 0, 0),
        ("again", "settings.json", 0, 0),
    )
    assert answers[2:] == ["torn\n", ""]


FILES_IN_A_WORKER = """async (orders) => {
  const text = `import { openFiles } from "${location.origin}/files.js";
    onmessage = async ({ data }) => {
      const files = await openFiles();
      const answers = [];
      for (const [order, name, offset, length, text] of data) {
        if (order === "recover") await files.recover();
        else answers.push(await files.perform(
          order, name, offset, length, new TextEncoder().encode(text)));
      }
      postMessage([files.kind, answers]);
    };`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  worker.postMessage(orders);
  const answer = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.terminate();
  return answer;
}"""


def test_the_private_file_system_stages_commits_and_tidies_up(context, address):
    page = context.new_page()
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.goto(address + "icon.svg")
    kind, answers = page.evaluate(
        FILES_IN_A_WORKER,
        [
            ["StageWrite", "settings.json", 0, 0, "first"],
            ["Commit", "settings.json", 0, 5, ""],
            ["StageWrite", "settings.json", 0, 0, "sec"],
            ["StageWrite", "settings.json", 3, 0, "ond"],
            ["Read", "settings.json", 0, 99, ""],
            ["Commit", "settings.json", 0, 6, ""],
            ["Read", "settings.json", 0, 99, ""],
            ["StageWrite", "settings.json", 0, 0, "third"],
            ["Commit", "settings.json", 0, 4, ""],
            ["Read", "settings.json", 0, 99, ""],
            ["Append", "history.jsonl", 0, 0, "line\ntor"],
            ["recover", "", 0, 0, ""],
            ["Append", "history.jsonl", 0, 0, "line\n"],
            ["Read", "history.jsonl", 0, 99, ""],
        ],
    )
    assert kind == "files"
    outcomes = [outcome for outcome, _ in answers]
    assert [index for index, outcome in enumerate(outcomes) if outcome == "io"] == [8]
    read = [bytes.fromhex(digits).decode() for outcome, digits in answers if outcome == "read"]
    assert read == ["first", "second", "second", "line\ntor\nline\n"]


KEEPS_NOTHING = """
Object.defineProperty(navigator, "storage", { value: null });
Object.defineProperty(self, "indexedDB", { value: null });
"""


def test_a_browser_that_keeps_nothing_is_told_of(context, address):
    put_before(context, KEEPS_NOTHING)
    device = Device(context.new_page()).open(address)
    device.wait_for("stop_check")
    assert "keeps nothing" in device.page.locator("#notices").inner_text()


TIMES = """async (readings) => {
  const { PageClock } = await import("/time.js");
  let now = [0, 0];
  const clock = new PageClock(() => now[0], () => now[1]);
  return readings.map((reading) => { now = reading; return clock.now(); });
}"""


def test_a_sleep_counts_and_a_clock_set_back_does_not(page):
    readings = [[100, 100], [200, 205], [300, 60_300], [400, 60_400], [500, 1000], [600, 1100]]
    assert page.evaluate(TIMES, readings) == [100, 200, 60_295, 60_395, 60_495, 60_595]


GRAPH = """async (acts) => {
  const { Tone } = await import("/outputs.js");
  const calls = [];
  const param = (name) => new Proxy({}, { get: (_, call) => (...values) =>
    calls.push([name, call, ...values.map((value) => Math.round(value * 1000) / 1000)]) });
  class Context {
    state = "running";
    currentTime = 2;
    createGain() { return { gain: param("gain"), connect() {} }; }
    createOscillator() { return { frequency: param("frequency"), connect() {}, start() {} }; }
  }
  const tone = new Tone(Context);
  tone.set(1000, 1000);
  const silent = calls.length;
  tone.unlock();
  for (const act of acts) tone.set(...act);
  return [silent, calls];
}"""


def test_the_end_of_a_tone_is_in_the_audio_graph_from_its_beginning(page):
    silent, calls = page.evaluate(GRAPH, [[1900, 1000]])
    assert silent == 0  # before its user did something a page has no graph, and no sound
    assert calls[-1] == ["gain", "linearRampToValueAtTime", 0, 3]
    assert ["frequency", "setValueAtTime", 1900, 2] in calls


def test_silence_takes_back_what_was_to_come(page):
    _, calls = page.evaluate(GRAPH, [[1900, 1000], [0, 0]])
    assert [call[1] for call in calls[-2:]] == ["cancelScheduledValues", "setTargetAtTime"]


SPEECH = """
const spoken = window.spoken = [];
class Utterance { constructor(text) { this.text = text; } }
const speech = {
  speaking: false, pending: false,
  getVoices: () => [
    { lang: "de-DE", localService: true },
    { lang: "en-GB", localService: false },
    { lang: "en-US", localService: true },
  ],
  speak(said) { this.speaking = true; spoken.push([said.text, said.lang]); },
  cancel() { if (this.speaking) spoken.push("hush"); this.speaking = false; },
  addEventListener() {},
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
"""


def heard(device):
    spoken = device.page.evaluate("spoken")
    return [said[0] for said in spoken if said != "hush"], spoken


def test_the_voice_is_off_until_it_is_asked_for_and_never_speaks_over_a_cue(context, address):
    context.add_init_script(SPEECH)
    put_before(context, FASTER)
    device = Device(context.new_page(), is_quick=True).open(address)
    device.to_prompt()
    assert heard(device)[0] == []
    device.page.locator("#voice").click()
    assert device.page.locator("#voice").get_attribute("aria-pressed") == "true"
    device.press("NEXT")
    device.press("START")
    device.wait_for("hold")
    device.wait_for("rest")
    texts, spoken = heard(device)
    assert "Press, gently" in texts
    assert all(said == "hush" or said[1] == "en-US" for said in spoken)
    device.page.locator("#voice").click()
    before = len(heard(device)[1])
    device.tap("STOP")
    device.wait_for("too_much")
    assert [said for said in heard(device)[1][before:] if said != "hush"] == []


# What the worker says, said in its place.
SAID = "(said) => said.forEach((data) => workers[0].onmessage({ data }))"


def test_a_cue_cuts_the_voice_off(context, address):
    context.add_init_script(SPEECH)
    device = Device(context.new_page()).open(address)
    device.wait_for("stop_check")
    device.page.locator("#voice").click()
    device.page.evaluate("spoken.splice(0)")
    now = device.page.evaluate("Date.now()")
    pulse = {"motor": 100, "capMs": 1000, "atMs": now}
    device.page.evaluate(SAID, [{"speak": "a long text", "language": "en"}, pulse])
    assert device.page.evaluate("spoken") == [["a long text", "en-US"], "hush"]


def test_a_pulse_ends_by_its_edge_and_one_that_comes_late_is_left_out(page):
    page.locator("#stop").click(delay=60)
    page.wait_for_selector('#says[data-screen="question"]')
    page.wait_for_timeout(2000)
    now = page.evaluate("vibrated.splice(0) && Date.now()")
    for late_ms in (50, 10_000):
        page.evaluate(SAID, [{"motor": 100, "capMs": 1000, "atMs": now - late_ms}])
        now = page.evaluate("Date.now()")
    first, second = page.evaluate("vibrated")
    assert 0 < first <= 950 and second == 0


def test_in_german_it_speaks_german(context, address):
    context.add_init_script(SPEECH)
    device = Device(context.new_page()).open(address)
    device.wait_for("stop_check")
    device.press("NEXT")
    device.page.locator("#voice").click()
    device.to_home()
    device.press("START")
    device.wait_for("prompt")
    device.page.wait_for_function("() => spoken.length > 0")
    assert json.dumps(device.page.evaluate("spoken[0]"), ensure_ascii=False).startswith(
        '["L I 4, links,'
    )
    assert device.page.evaluate("spoken[0][1]") == "de-DE"
