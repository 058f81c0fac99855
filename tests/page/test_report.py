"""The report's view: of the page's own device, and of one on the cable."""

import re

import pytest
from acupacer.core.progress import history
from acupacer_host.content.factory import packaged
from acupacer_host.content.routine_titles import Titles
from acupacer_host.page.pulled import Pulled
from acupacer_host.pictures import report
from cable_bridge import STAND_IN
from conftest import Device
from history_lines import half_a_year
from playwright.sync_api import expect
from test_cable import View, plugged, simulated  # noqa: F401 - a fixture
from test_looks import AXE, FAULTS, OVERFLOW, SMALL, WIDTHS

# Lines of a history into the page's files, before there is a device.
KEEP = """async (text) => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("acupacer", { create: true });
  const file = await folder.getFileHandle("history.jsonl", { create: true });
  const written = await file.createWritable();
  await written.write(text);
  await written.close();
}"""
LINES = half_a_year().lines


class Report:
    """The view in a page whose device has ``LINES`` on record, or nothing."""

    def __init__(self, page, address, has_history=True):
        self.page = page
        if has_history:
            page.goto(address + "icon.svg")
            page.evaluate(KEEP, "".join(line.decode() + "\n" for line in LINES))
        self.device = Device(page).open(address + "#report")
        self.sheet = page.locator("#report-sheet")
        self.says = page.locator("#report-says")

    def is_shown(self):
        expect(self.sheet.locator("h1")).to_be_visible()
        return self

    def saved(self, kind):
        with self.page.expect_download() as saved:
            self.page.locator(f"#report-save{kind}").click()
        return saved.value.suggested_filename, saved.value.path().read_bytes().decode()


def test_the_page_s_own_device_has_the_report_of_the_tool(context, address):
    made = Report(context.new_page(), address).is_shown()
    name, html = made.saved("Html")
    dev_id = name.removesuffix(".html")
    assert dev_id.startswith("page-")
    pulled = Pulled(dev_id, LINES, [packaged()])
    records = [record for line in LINES if (record := history.decode(line))]
    [day] = re.findall(r"Made on (\d{4}-\d\d-\d\d)", html)
    titles = Titles([packaged()])
    today = report.date.fromisoformat(day)
    assert html == report.page(dev_id, pulled.sessions, records, today, titles.shown)
    assert made.saved("Csv") == (f"{dev_id}.csv", pulled.told()["csv"])
    assert made.sheet.locator("svg").count() == html.count("<svg")
    assert made.device.said == []


def test_without_a_session_there_is_nothing_to_save(context, address):
    made = Report(context.new_page(), address, has_history=False)
    expect(made.says).to_contain_text("No session yet")
    for name in ("print", "saveHtml", "saveCsv"):
        expect(made.page.locator(f"#report-{name}")).to_be_disabled()
    expect(made.page.locator("#view-report .sources")).to_be_hidden()


def test_on_paper_there_is_the_report_alone(context, address):
    made = Report(context.new_page(), address).is_shown()
    made.page.emulate_media(media="print")
    expect(made.sheet.locator("h1")).to_be_visible()
    for name in ("header", "footer", "#view-report .bar"):
        expect(made.page.locator(name).first).to_be_hidden()


def test_of_a_device_on_the_cable(browser, plugged, tmp_path):  # noqa: F811
    plug, address = plugged
    plug.is_taken = False
    context = browser.new_context(locale="en-GB", service_workers="block")
    context.add_init_script(STAND_IN)
    page = context.new_page()
    card = tmp_path / "card"
    card.mkdir()
    (card / "history.jsonl").write_bytes(b"".join(line + b"\n" for line in LINES))
    with simulated(card) as (_, far):
        view = View(page, plug)
        page.goto(address + "#cable")
        view.connected(far)
        dev_id = page.locator("#cable-fact-id").inner_text()
        page.locator("#views a[data-view=report]").click()
        expect(page.locator("#report-says")).to_contain_text("No session yet")
        page.locator('[name="report-source"][value="cable"]').click()
        expect(page.locator("#report-sheet header p")).to_contain_text(f"Device {dev_id},")
        # It is read anew each time, and says so when it cannot be.
        plug.left = 0
        page.locator("#report-read").click()
        expect(page.locator("#report-says")).to_contain_text("could not be read")
        expect(page.locator("#report-saveHtml")).to_be_disabled()
    assert view.faults == []
    context.close()


def test_every_language_has_every_word_of_the_report(context, address):
    page = Report(context.new_page(), address, has_history=False).page
    tables = page.evaluate("async () => (await import('/report_words.js')).REPORT_WORDS")
    for words in tables.values():
        assert set(words) == set(tables["en"])
        for key, text in words.items():
            assert text and text.count("{}") == tables["en"][key].count("{}"), key


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_checker_finds_nothing_and_nothing_overflows(browser, address, theme, width):
    wide, high = WIDTHS[width]
    context = browser.new_context(
        viewport={"width": wide, "height": high},
        color_scheme=theme,
        locale="en-GB",
        service_workers="block",
        bypass_csp=True,  # the checker is put into the page from outside
    )
    made = Report(context.new_page(), address).is_shown()
    made.page.add_script_tag(path=AXE)
    assert made.page.evaluate(FAULTS) == []
    assert made.page.evaluate(OVERFLOW) <= 0
    assert made.page.evaluate(SMALL) == []
    context.close()
