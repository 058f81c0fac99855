"""Pages of the Pico's program: loaded when used, let go when not, missing without harm."""

import sys

import pytest
from acupacer.boards.pico import pages

NAME = "page_of_a_test"


@pytest.fixture(autouse=True)
def one_page(monkeypatch, tmp_path):
    monkeypatch.setattr(pages, "PAGES", (NAME,))
    monkeypatch.setattr(pages, "_pages", {})
    monkeypatch.setattr(pages, "_unused", {})
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / f"{NAME}.py").write_text("value = 7\n")
    yield
    sys.modules.pop(NAME, None)


def sweep(times):
    for _ in range(times):
        pages.sweep()


def test_a_page_stays_while_it_is_used_and_goes_some_sweeps_after():
    assert pages.page(0).value == 7
    sweep(pages.KEPT_SWEEPS)
    assert NAME in sys.modules
    pages.page(0)
    sweep(pages.KEPT_SWEEPS)
    assert NAME in sys.modules
    sweep(1)
    assert NAME not in sys.modules
    assert pages.page(0).value == 7


def test_a_page_that_finds_no_room_is_no_page(monkeypatch):
    class Full:
        def find_spec(self, *_):
            raise MemoryError

    with monkeypatch.context() as until_then, pytest.raises(MemoryError):
        until_then.setattr(sys, "meta_path", [Full()])
        pages.page(0)
    sweep(pages.KEPT_SWEEPS + 1)
