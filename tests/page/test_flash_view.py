"""The flash view: an image is checked by the tools, and saved as the browser lets it."""

import pytest
from acupacer_host.image import uf2
from acupacer_host.image.image_check import BOARDS
from playwright.sync_api import expect
from test_looks import AXE, FAULTS, OVERFLOW, WIDTHS

PICO, PICO2 = BOARDS
# A dialogue that gives what is written to it to the test; the drive may go away while it is
# written (`cutAt`), or before the file is closed.
PICKER = """
window.saved = [];
window.showSaveFilePicker = async ({ suggestedName }) => {
  if (window.leaves) throw new DOMException("left", "AbortError");
  window.suggested = suggestedName;
  return {
    createWritable: async () => ({
      write: async (data) => {
        if (window.saved.length >= (window.cutAt ?? Infinity)) throw Error("the drive went");
        window.saved.push(...data);
      },
      close: async () => {
        throw new DOMException("no more room", window.closesWith ?? "NotFoundError");
      },
    }),
  };
};
"""


def image(board, version="0.3.0", more=200_000):
    payload = bytes(70_000) + f"acupacer-image:{board.key}:{version}\n".encode() + bytes(more)
    return uf2.write(payload, board.family)


class View:
    def __init__(self, page, address):
        self.page = page
        page.goto(f"{address}#flash")
        self.file = page.locator("#flash-file")
        self.told = page.locator("#view-flash .told")
        self.save = page.locator("#view-flash .flash-step button").last

    def choose(self, name, data):
        kind = "application/octet-stream"
        self.file.set_input_files({"name": name, "mimeType": kind, "buffer": data})

    def says(self, which, text):
        expect(self.told.nth(which)).to_have_text(text)


@pytest.fixture
def view(context, address):
    context.add_init_script(PICKER)
    return View(context.new_page(), address)


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.key)
def test_a_whole_image_goes_onto_the_drive(view, board):
    expect(view.save).to_be_disabled()
    data, name = image(board), f"acupacer-{board.key}-0.3.0.uf2"
    view.choose(name, data)
    view.says(0, f"acupacer 0.3.0 for a {board.name}, whole.")
    expect(view.page.locator("#view-flash")).to_contain_text(f"the drive {board.label},")
    view.save.click()
    view.says(1, "All of it was handed over. If the drive vanished, the Pico has it.")
    assert bytes(view.page.evaluate("window.saved")) == data
    assert view.page.evaluate("window.suggested") == name


DAMAGED = "x.uf2: is torn or damaged: block 300 of 1055 is not as an image of acupacer has it; "
WRONG = {
    "torn": (
        lambda data: data[:-1],
        "x.uf2: is torn or damaged: block 1055 of 1055 is not as an image of acupacer has it; "
        "build it or download it again",
    ),
    "damaged": (
        lambda data: data[: 299 * 512] + b"x" + data[299 * 512 + 1 :],
        DAMAGED + "build it or download it again",
    ),
    "another file": (
        lambda data: b"PK" + data,
        "x.uf2: is no firmware image; give the file whose name ends in .uf2",
    ),
    "another program": (
        lambda data: uf2.write(bytes(5000), uf2.RP2040),
        "x.uf2: is no image of acupacer; if you mean it, copy it onto the drive yourself",
    ),
    "empty": (
        lambda data: b"",
        "x.uf2: is no firmware image; give the file whose name ends in .uf2",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_any_other_file_is_refused_and_nothing_can_be_saved(view, kind):
    broken, said = WRONG[kind]
    view.choose("good.uf2", image(PICO))
    expect(view.save).to_be_enabled()
    view.choose("x.uf2", broken(image(PICO)))
    view.says(0, said)
    expect(view.save).to_be_disabled()


def test_what_was_cut_off_is_told_with_the_way_out_and_can_be_done_again(view):
    data = image(PICO)
    view.choose("a.uf2", data)
    view.page.evaluate("window.cutAt = 300_000")
    view.save.click()
    view.says(
        1,
        "Not whole, 57 % handed over: the drive went. Hold BOOTSEL while plugging it in, and "
        "save again.",
    )
    view.page.evaluate("window.cutAt = Infinity; window.saved = []")
    view.save.click()
    view.says(1, "All of it was handed over. If the drive vanished, the Pico has it.")
    assert bytes(view.page.evaluate("window.saved")) == data


def test_a_file_that_the_browser_did_not_finish_is_not_called_saved(view):
    view.choose("a.uf2", image(PICO))
    expect(view.save).to_be_enabled()
    view.page.evaluate("window.closesWith = 'QuotaExceededError'")
    view.save.click()
    view.says(
        1,
        "Not whole, 100 % handed over: no more room. Hold BOOTSEL while plugging it in, and "
        "save again.",
    )


def test_who_leaves_the_dialogue_is_told_nothing(view):
    view.choose("a.uf2", image(PICO))
    expect(view.save).to_be_enabled()
    view.page.evaluate("window.leaves = true")
    view.save.click()
    view.says(1, "")


def test_a_browser_without_the_dialogue_downloads(context, address, tmp_path):
    context.add_init_script("delete window.showSaveFilePicker")
    view = View(context.new_page(), address)
    view.choose("acupacer-pico-0.3.0.uf2", image(PICO))
    expect(view.save).to_be_enabled()
    with view.page.expect_download() as download:
        view.save.click()
    assert download.value.suggested_filename == "acupacer-pico-0.3.0.uf2"
    download.value.save_as(tmp_path / "got.uf2")
    assert (tmp_path / "got.uf2").read_bytes() == image(PICO)
    view.says(1, "The image is with your downloads. The Pico has it once it lies on the drive.")


def test_what_a_copy_of_the_page_has_is_offered(context, address):
    offers = [{"file": "acupacer-pico-0.3.0.uf2", "board": PICO.name, "version": "0.3.0"}]
    offers += [{"file": "acupacer-pico2-0.3.0.uf2", "board": PICO2.name, "version": "0.3.0"}]
    context.route("**/images.json", lambda route: route.fulfill(json=offers))
    context.route("**/acupacer-pico2-0.3.0.uf2", lambda route: route.fulfill(body=image(PICO2)))
    context.add_init_script(PICKER)
    view = View(context.new_page(), address)
    view.page.get_by_role("button", name="Raspberry Pi Pico 2: acupacer 0.3.0").click()
    view.says(0, "acupacer 0.3.0 for a Raspberry Pi Pico 2, whole.")
    view.page.get_by_role("button", name="Raspberry Pi Pico: acupacer 0.3.0").click()
    view.says(
        0,
        "acupacer-pico-0.3.0.uf2 is not there; load the page anew, or choose the file "
        "yourself.",
    )
    expect(view.save).to_be_disabled()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_the_checker_finds_nothing_and_nothing_overflows(browser, address, theme, width):
    context = browser.new_context(
        viewport={"width": width[0], "height": width[1]},
        color_scheme=theme,
        locale="de-DE",
        bypass_csp=True,  # the checker is put into the page from outside
        service_workers="block",
    )
    context.add_init_script(PICKER)
    view = View(context.new_page(), address)
    view.choose("acupacer-pico-0.3.0.uf2", image(PICO))
    expect(view.save).to_be_enabled()
    view.page.add_script_tag(path=AXE)
    assert view.page.evaluate(FAULTS) == []
    assert view.page.evaluate(OVERFLOW) <= 0
    context.close()
