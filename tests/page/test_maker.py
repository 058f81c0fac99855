"""The routine maker: by mouse and by keys, as form, text and JSON; files, links, the device."""

import json
import re
from pathlib import Path

import pytest
from acupacer.core.languages import CODES
from acupacer_host.content import validate
from conftest import Device
from playwright.sync_api import expect
from test_looks import AXE, FAULTS, OVERFLOW, SMALL, WIDTHS

ROOT = Path(__file__).parent.parent.parent
FACTORY = json.loads((ROOT / "shared" / "routines.json").read_text(encoding="utf-8"))
TEXT = '# Evening neck   evening-neck\nDü 3   links   2 × 20 s, Pause 5 s   "Locker."\n'


class Maker:
    """The view of a page, and what is done in it."""

    def __init__(self, device, address, fragment="#routines"):
        self.device = device
        self.page = device.page
        if fragment is not None:
            device.open(address + fragment)
        self.says = self.page.locator("#maker-says")

    def is_sound(self):
        expect(self.says).to_have_text("All right: a device takes it.")

    def of(self, name):
        return self.page.locator(f"#maker-{name}")

    def field(self, name):
        return self.page.locator(f"#field-{name}")

    def choose(self, index):
        self.page.locator(f"#routine-{index}").click()

    def titles(self):
        return self.page.locator(".routine span:first-child").all_inner_texts()

    def document(self):
        """What would be saved, once nothing is being checked."""
        with self.page.expect_download() as saved:
            self.of("save").click()
        assert saved.value.suggested_filename == "routines.json"
        return Path(saved.value.path()).read_text(encoding="utf-8")

    def answer(self, which):
        self.page.locator("dialog button", has_text=re.compile(which)).click()


@pytest.fixture
def made(context, address):
    """The maker in an untouched page; nothing may have gone wrong at the end."""
    maker = Maker(Device(context.new_page()), address)
    maker.is_sound()
    yield maker
    assert maker.device.said == []


def test_a_routine_by_mouse(made):
    page = made.page
    made.of("add").click()
    expect(made.field("title")).to_have_value("New routine")
    made.field("title").fill("Evening")
    page.locator("#step-0-place").click()
    page.locator('.mark[title^="GB21"]').click()
    made.field("steps-0-sides").select_option("left")
    made.field("steps-0-repetitions").fill("4")
    made.field("steps-0-text").fill("Gently.\nBreathe.")
    page.locator("#add-step").click()
    page.locator("#step-1-place").click()
    page.locator("#place-search").fill("hoku")
    page.locator("#place-search").fill("Grosse Woge")
    page.locator(".result", has_text="LR3").click()
    page.locator("#step-1-up").click()
    made.is_sound()
    text = made.document()
    assert validate.check_text(text.encode(), "x.json").faults == []
    routine = json.loads(text)["routines"][1]
    assert routine["title"] == "Evening"
    assert [step["point"] for step in routine["steps"]] == ["LR3", "GB21"]
    assert routine["steps"][1]["sides"] == ["left"]
    assert routine["steps"][1]["repetitions"] == 4
    assert routine["steps"][1]["text"] == ["Gently.", "Breathe."]


def test_a_place_of_one_s_own_on_the_body(made):
    page = made.page
    made.of("add").click()
    page.locator("#step-0-place").click()
    page.locator("#place-search").fill("sore spo")
    page.locator("#place-region").select_option("calf")
    page.locator("#place-search").fill("sore spot")
    body = page.locator(".own .body")
    size = body.bounding_box()
    # Near the edges the mark is put wholly inside; then the middle of pixel 20, 30.
    for x, y in ((0.1, 30), (30, 47.9), (20.5, 30.5)):
        body.click(position={"x": x / 56 * size["width"], "y": y / 48 * size["height"]})
    page.locator(".own button").click()
    expect(page.locator("#step-0-place")).to_have_text("sore spot")
    made.is_sound()
    text = made.document()
    assert validate.check_text(text.encode(), "x.json").faults == []
    [place] = json.loads(text)["places"]
    assert place == {
        "id": "sore-spot",
        "name": "sore spot",
        "region": "calf",
        "picture": "leg_back",
        "mark": [20, 30],
    }
    # Another part of the body is another picture: what was marked on the first is not meant.
    page.locator("#step-0-place").click()
    page.locator("#place-search").fill("wrist")
    page.locator("#place-region").select_option("calf")
    page.locator(".own .body").click()
    page.locator("#place-region").select_option("ribs")
    expect(page.locator(".own .body")).to_have_count(0)
    page.locator(".own button").click()
    expect(page.locator("#step-0-place")).to_have_text("wrist")
    made.is_sound()
    *_, place = json.loads(made.document())["places"]
    assert place == {"id": "wrist", "name": "wrist", "region": "ribs"}


def test_a_routine_by_keys_alone(made):
    page = made.page
    made.of("add").focus()
    page.keyboard.press("Enter")
    expect(made.field("title")).to_be_focused()
    page.keyboard.type("By keys")
    page.locator("#step-0-place").focus()
    page.keyboard.press("Space")
    expect(page.locator("#place-search")).to_be_focused()
    page.keyboard.type("neck knot")
    page.keyboard.press("Tab")
    page.keyboard.type("neck")  # the part of the body
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")  # from the middle of its picture
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#step-0-place")).to_have_text("neck knot")
    expect(page.locator("#step-0-place")).to_be_focused()
    page.locator("#tab-form").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-text")).to_be_focused()
    expect(page.locator("#maker-text")).to_have_value(
        re.compile("^@ neck knot: neck, picture neck at 27/23\n\n# By keys")
    )
    made.is_sound()


def test_a_routine_from_text_is_the_form_and_json_too(made):
    page = made.page
    page.locator("#tab-text").click()
    expect(page.locator("#maker-text")).to_have_value(re.compile("hands-li4"))
    page.locator("#maker-text").fill(TEXT)
    expect(page.locator("#routine-0")).to_contain_text("Evening neck")
    page.locator("#tab-form").click()
    expect(page.locator("#step-0-place")).to_contain_text("SI3")
    expect(made.field("steps-0-hold")).to_have_value("20")
    made.field("steps-0-hold").fill("25")
    page.locator("#tab-json").click()
    expect(page.locator("#maker-text")).to_have_value(re.compile('"hold": 25'))
    area = page.locator("#maker-text")
    area.fill(area.input_value().replace('"hold": 25', '"hold": 30'))
    page.locator("#tab-text").click()  # before the last was read
    expect(page.locator("#maker-text")).to_have_value(re.compile("2 × 30 s, rest 5 s"))


def test_what_cannot_be_read_is_kept_with_its_faults(made):
    page = made.page
    page.locator("#tab-text").click()
    expect(page.locator("#maker-text")).to_have_value(re.compile("hands-li4"))
    wrong = "# A\nLI4 lefft 3 × 10 s\n"
    page.locator("#maker-text").fill(wrong)
    faults = page.locator("#maker-text-faults")
    expect(faults).to_contain_text("line 2: “LI4 lefft” names LI4 and says “lefft” besides")
    expect(page.locator("#maker-text")).to_have_value(wrong)
    assert made.titles()[0] == "Hand point LI4"
    faults.locator("button").click()
    chosen = "(it) => it.value.slice(it.selectionStart, it.selectionEnd)"
    assert page.locator("#maker-text").evaluate(chosen) == "LI4 lefft 3 × 10 s"
    page.locator("#tab-form").click()
    page.locator("#tab-text").click()
    expect(page.locator("#maker-text")).to_have_value(wrong)


def test_every_fault_stands_at_its_field_in_the_validator_s_words(made):
    page = made.page
    made.field("title").fill("")
    made.field("steps-0-hold-max_s").fill("999")
    made.field("steps-0-rest_s").fill("soon")
    expect(page.locator("#field-title-fault")).to_have_text(
        "is empty; needs 1 to 40 characters"
    )
    expect(made.says).to_have_text("3 faults")
    document = json.loads(made.document())
    verdict = validate.check_text(json.dumps(document).encode(), "x.json")
    for path, name in (("hold.max_s", "hold-max_s"), ("rest_s", "rest_s")):
        (fault,) = [each for each in verdict.faults if f".steps[0].{path}: " in each]
        expect(page.locator(f"#field-steps-0-{name}-fault")).to_have_text(
            fault.partition(f"{path}: ")[2]
        )
        expect(made.field(f"steps-0-{name}")).to_have_attribute("aria-invalid", "true")
    made.field("title").fill("A")
    made.field("steps-0-hold-max_s").fill("40")
    made.field("steps-0-rest_s").fill("8")
    made.is_sound()


def test_faults_in_german_stand_where_english_ones_do(context, address):
    device = Device(context.new_page()).open(address)
    device.wait_for("stop_check")
    for _ in range(CODES.index("de")):
        device.press("NEXT")
    expect(device.page.locator("html")).to_have_attribute("lang", "de")
    made = Maker(device, address, None)
    page = made.page
    page.evaluate("() => (location.hash = '#routines')")
    expect(made.says).to_have_text("In Ordnung: ein Gerät nimmt es an.")
    made.field("title").fill("")
    made.field("steps-0-hold-max_s").fill("999")
    expect(page.locator("#field-title-fault")).to_have_text("ist leer; nötig: 1 bis 40 Zeichen")
    expect(page.locator("#field-steps-0-hold-max_s-fault")).to_have_text("999 ist mehr als 180")
    expect(made.says).to_have_text("2 Fehler")
    made.of("undo").click()
    made.of("undo").click()
    expect(made.says).to_have_text("In Ordnung: ein Gerät nimmt es an.")
    page.locator("#tab-text").click()
    expect(page.locator("#maker-text")).to_have_value(re.compile("hands-li4"))
    page.locator("#maker-text").fill("# A\nLI4 3 × 10 s lefft\n")
    faults = page.locator("#maker-text-faults")
    expect(faults).to_contain_text("Zeile 2: „lefft“ sagt hier nichts; left gemeint?; möglich:")
    faults.locator("button").click()
    chosen = "(it) => it.value.slice(it.selectionStart, it.selectionEnd)"
    assert page.locator("#maker-text").evaluate(chosen) == "LI4 3 × 10 s lefft"


def test_who_reads_german_finds_german(browser, address):
    context = browser.new_context(locale="de-DE", service_workers="block")
    device = Device(context.new_page()).open(address)
    device.wait_for("stop_check")
    assert device.lines()[:2] == ["Deutsch", "Bitte STOP drücken"]
    made = Maker(device, address, None)
    made.page.evaluate("() => (location.hash = '#routines')")
    expect(made.says).to_have_text("In Ordnung: ein Gerät nimmt es an.")
    assert made.titles()[0] == "Handpunkt LI4"
    expect(made.field("about")).to_have_value(re.compile("^Soll Rückenschmerz"))
    assert device.said == []
    context.close()


def test_undo_and_redo_by_button_and_by_keys(made):
    page = made.page
    made.choose(3)
    made.field("title").fill("Changed")
    page.locator("#step-0-remove").click()
    made.of("remove").click()
    assert len(made.titles()) == len(FACTORY["routines"]) - 1
    for _ in range(3):
        made.of("undo").click()
    expect(made.field("title")).to_have_value("Balls, lower back")
    expect(made.of("undo")).to_be_disabled()
    page.keyboard.press("Control+Shift+Z")
    expect(made.field("title")).to_have_value("Changed")
    page.keyboard.press("Control+z")
    expect(made.field("title")).to_have_value("Balls, lower back")
    made.is_sound()
    assert json.loads(made.document())["routines"] == FACTORY["routines"]


def test_routines_are_moved_and_doubled_and_two_alike_are_told(made):
    made.of("duplicate").click()
    made.of("down").click()
    assert made.titles()[:3] == ["Hand point LI4", "Hip point GB30", "Hand point LI4 2"]
    made.page.locator(".panel > details summary").click()
    made.field("id").fill("hands-li4")
    expect(made.of("whole")).to_contain_text("is the id of routines[0] already")
    expect(made.page.locator("#routine-2")).to_have_class(re.compile("wrong"))


def test_a_draft_is_there_after_a_reload(made):
    made.field("title").fill("Draft")
    made.page.reload()
    made.is_sound()
    assert made.titles()[0] == "Draft"
    expect(made.field("title")).to_have_value("Draft")


def test_a_draft_outlives_a_page_that_is_closed_before_the_maker_is_there(made):
    made.field("title").fill("Draft")
    made.page.reload()
    made.page.reload()  # at once: there is no model yet
    made.is_sound()
    assert made.titles()[0] == "Draft"


def test_a_text_that_cannot_be_read_outlives_a_reload_and_is_not_undone_as_a_whole(made):
    page, wrong = made.page, "# A\nLI4 lefft 3 × 10 s\n"
    page.locator("#tab-text").click()
    expect(page.locator("#maker-text")).to_have_value(re.compile("hands-li4"))
    page.locator("#maker-text").fill(wrong)
    expect(page.locator("#maker-text-faults")).to_contain_text("line 2")
    page.locator("#maker-text").press("End")
    page.keyboard.type("x")
    page.keyboard.press("Control+z")
    expect(page.locator("#maker-text")).to_have_value(wrong)
    page.reload()
    made.is_sound()
    page.locator("#tab-text").click()
    expect(page.locator("#maker-text")).to_have_value(wrong)


def test_two_tabs_do_not_undo_each_other(made, context, address):
    other = Maker(Device(context.new_page()), address)
    other.is_sound()
    other.field("title").fill("From the other tab")
    expect(made.field("title")).to_have_value("From the other tab")
    made.page.close()
    other.page.reload()
    other.is_sound()
    assert other.titles()[0] == "From the other tab"


def test_two_routines_in_the_text_are_told_and_multiply_nothing(made):
    page = made.page
    page.locator("#tab-text").click()
    expect(page.locator("#maker-text")).to_have_value(re.compile("hands-li4"))
    page.locator("#maker-text").fill("# A\nLI4 9 s\n\n# B\nLI4 9 s\n")
    expect(page.locator("#maker-text-faults")).to_have_text(
        "One routine stands here: several come by a file."
    )
    expect(page.locator(".routine")).to_have_count(len(FACTORY["routines"]))


def place_file(name, region):
    text = f"@ {name}: {region}\n\n# With {region}\n{name} 9 s\n"
    return {"name": "a.txt", "mimeType": "text/plain", "buffer": text.encode()}


def test_a_place_from_elsewhere_does_not_move_one_s_own(made):
    for region in ("calf", "forearm"):
        made.of("file").set_input_files(place_file("hard knot", region))
        made.answer("Add them")
        made.is_sound()
    document = json.loads(made.document())
    regions = {place["id"]: place["region"] for place in document["places"]}
    used = {
        routine["title"]: regions[routine["steps"][0]["place"]]
        for routine in document["routines"]
        if routine["title"].startswith("With")
    }
    assert used == {"With calf": "calf", "With forearm": "forearm"}


def test_a_question_does_not_lie_over_the_device(made):
    made.page.locator("#step-0-place").click()
    expect(made.page.locator("dialog")).to_be_visible()
    made.page.evaluate("location.hash = '#device'")
    expect(made.page.locator("dialog")).to_have_count(0)
    made.device.wait_for("stop_check")
    made.device.press("STOP")
    made.device.wait_for("question")


def test_a_link_brings_a_routine_and_shows_its_cautions_first(made, context, address):
    made.choose(4)
    made.of("share").click()
    link = made.page.locator("#share-link").input_value()
    assert link.startswith(f"{address}#routines/r=")
    expect(made.page.locator("dialog")).to_contain_text("on this computer only")
    page = context.new_page()
    page.goto(link)
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("Keep the roller off the neck and off the lower back.")
    expect(dialog).to_contain_text("GB21: press gently.")
    expect(page.locator(".routine")).to_have_count(len(FACTORY["routines"]))
    dialog.get_by_role("button", name="Take it").click()
    expect(page.locator(".routine")).to_have_count(len(FACTORY["routines"]) + 1)
    assert page.url.endswith("#routines")


@pytest.mark.parametrize("fragment", ["r=!!!", "r=AAAA", "r=S0otLMnMBwA"])
def test_a_damaged_link_brings_nothing(context, address, fragment):
    maker = Maker(Device(context.new_page()), address, f"#routines/{fragment}")
    expect(maker.page.locator("dialog")).to_contain_text("The link brings nothing")
    maker.answer("Close")
    expect(maker.page.locator(".routine")).to_have_count(len(FACTORY["routines"]))


def test_a_file_is_opened_and_one_with_faults_says_them(made):
    programmes = ROOT / "tests" / "host" / "programmes"
    made.of("file").set_input_files(programmes / "schreibtisch.txt")
    made.answer("Add them")
    made.is_sound()
    made.of("file").set_input_files(programmes / "at-dusk.csv")
    made.answer("Replace all")
    made.is_sound()
    document = json.loads(made.document())
    wanted = validate.check_file(programmes / "at-dusk.csv")
    assert document == json.loads(wanted.data)
    faulty = {"name": "bad.txt", "mimeType": "text/plain", "buffer": b"# A\nP7 9 s\n"}
    made.of("file").set_input_files(faulty)
    expect(made.page.locator("dialog")).to_contain_text("line 2: “P7” may mean LU7 or PC7")
    made.answer("Close")


def test_the_device_on_this_page_takes_the_set_and_starts_nothing(made):
    made.field("title").fill("Mine first")
    made.is_sound()
    made.of("try").click()
    made.answer("Yes, instead")
    expect(made.says).to_contain_text("The device has them.")
    made.page.locator("#maker-says a").click()
    device = made.device
    device.to_home()
    assert "Mine first" in "".join(device.lines())


def test_a_device_in_a_session_refuses_the_set_and_stop_is_at_hand(made):
    page, device = made.page, made.device
    page.locator("#views a").first.click()
    device.to_prompt()
    device.press("START")
    device.wait_for("get_ready")
    page.locator("#views a").nth(1).click()
    made.of("try").click()
    made.answer("Yes, instead")
    expect(page.locator("dialog")).to_contain_text("has not taken them")
    expect(page.locator("dialog")).to_contain_text("session")
    made.answer("Close")
    page.keyboard.press("s")  # a key of the device, where it is not seen
    page.locator("#stop-here").click()
    expect(page.locator("#stop-here")).to_be_hidden()


def test_stop_is_at_hand_while_a_question_is_open(made):
    page, device = made.page, made.device
    page.locator("#views a").first.click()
    device.to_prompt()
    page.locator("#views a").nth(1).click()
    made.of("try").click()
    page.locator("dialog #stop-here").click()
    expect(page.locator("#stop-here")).to_be_hidden()
    expect(page.locator("dialog")).to_be_visible()
    made.answer("No")
    expect(page.locator("body > #running")).to_have_count(1)


def test_a_new_routine_is_called_what_its_title_says(made):
    made.of("add").click()
    expect(made.field("title")).to_have_value("New routine")
    made.field("title").fill("Evening: neck & Größe")
    made.page.locator(".panel > details summary").click()
    expect(made.field("id")).to_have_value("evening-neck-groesse")
    made.field("title").fill("Hand point LI4")  # as the first one is called
    expect(made.field("id")).to_have_value("hand-point-li4")
    made.field("id").fill("mine")
    made.field("title").fill("Another")
    made.is_sound()
    assert json.loads(made.document())["routines"][1]["id"] == "mine"


def test_a_step_s_cues_are_felt_one_after_the_other(made):
    made.page.locator("#step-0-feel").click()
    expect(made.says).to_have_text("next point")
    expect(made.says).to_have_text("press")
    made.page.locator("#views a").first.click()
    felt = made.page.evaluate("vibrated.filter((ms) => ms)")
    assert felt.count(500) >= 3 and max(felt) <= 1000  # next point is two long pulses


def test_the_card_has_what_the_hands_need(made):
    made.choose(4)
    made.is_sound()
    made.page.emulate_media(media="print")
    card = made.page.locator(".card")
    expect(card).to_contain_text("Roller, upper back")
    expect(card).to_contain_text("GB21: press gently.")
    expect(card.locator("canvas")).to_have_count(1)
    expect(made.page.locator(".maker")).to_be_hidden()


def test_a_card_of_a_routine_with_faults_says_so(made):
    made.page.evaluate("() => { window.printed = 0; window.print = () => (printed += 1); }")
    made.field("title").fill("")
    expect(made.says).to_have_text("1 fault")
    made.of("print").click()
    expect(made.page.locator("dialog")).to_contain_text("is empty; needs 1 to 40 characters")
    made.answer("Close")
    made.page.emulate_media(media="print")
    expect(made.page.locator(".card")).to_contain_text("title: is empty")
    made.page.emulate_media(media="screen")
    made.field("title").fill("A")
    made.is_sound()
    made.of("print").click()
    made.page.wait_for_function("() => printed === 1")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_checker_finds_nothing_at_any_width(browser, address, width, theme):
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    context = browser.new_context(
        viewport=size, color_scheme=theme, bypass_csp=True, service_workers="block"
    )
    maker = Maker(Device(context.new_page()), address)
    maker.is_sound()
    page = maker.page
    page.add_script_tag(path=AXE)
    maker.field("steps-0-rest_s").fill("999")
    expect(maker.says).to_have_text("1 fault")
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(SMALL) == []
    page.locator("#tab-text").click()
    assert page.evaluate(FAULTS) == []
    page.locator("#tab-form").click()
    page.locator("#step-0-place").click()
    expect(page.locator(".result").first).to_be_visible()
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(OVERFLOW) <= 0
    context.close()


def test_every_language_has_every_word_of_the_maker(device):
    tables = device.page.evaluate("async () => (await import('/maker_words.js')).MAKER_WORDS")
    for words in tables.values():
        assert set(words) == set(tables["en"])
        for key, text in words.items():
            if isinstance(text, dict):
                assert set(text) == set(tables["en"][key]) and all(text.values())
            assert text and str(text).count("{}") == str(tables["en"][key]).count("{}")


def test_a_field_that_was_emptied_stays_with_its_fault(made):
    made.field("steps-0-hold-kind").select_option("fixed")
    made.field("steps-0-hold").fill("")
    fault = made.page.locator("#field-steps-0-hold-fault")
    expect(fault).to_contain_text("missing")
    made.page.locator("#step-0-duplicate").click()  # drawn anew
    expect(made.field("steps-0-hold")).to_have_value("")
    expect(made.page.locator("#field-steps-1-hold-fault")).to_contain_text("missing")


def test_tools_that_cannot_be_loaded_are_told_and_asked_again(context, address):
    context.route("**/tools.pack", lambda route: route.abort())
    maker = Maker(Device(context.new_page()), address)
    expect(maker.page.locator("#view-routines .warn")).to_contain_text("ended by a fault")
    maker.page.locator("#views a").first.click()
    maker.device.wait_for("stop_check")
    maker.device.press("STOP")
    context.unroute("**/tools.pack")
    maker.page.locator("#views a").nth(1).click()
    maker.is_sound()
    expect(maker.of("failed")).to_have_count(0)


def test_after_a_fault_of_the_tools_the_next_change_is_checked(made):
    fall = "() => workers.at(-1).onerror(new ErrorEvent('error', { message: 'fell' }))"
    made.page.evaluate(fall)
    made.field("title").fill("")
    expect(made.says).to_have_text("1 fault")
    # One that was being asked is told of, and the next change is checked by a new one.
    made.page.evaluate(f"""() => {{
      const field = document.getElementById("field-title");
      field.value = "Neck";
      field.dispatchEvent(new Event("input"));
      ({fall})();
    }}""")
    expect(made.of("failed")).to_be_visible()
    made.field("title").fill("Neck, evening")
    made.is_sound()
    expect(made.of("failed")).to_have_count(0)
    expect(made.page.locator("#routine-0")).to_contain_text("Neck, evening")
    made.device.said[:] = [said for said in made.device.said if said != "fell"]
