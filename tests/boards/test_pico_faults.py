"""What a fault leaves in ``fault.txt``: the newest, whole, and never more than 4 KB."""

import errno
import os
import pathlib
import sys
import traceback

import pytest
from acupacer.boards.pico import faults
from acupacer.core import events
from acupacer_host.doctor import fault_text
from hypothesis import given
from hypothesis import strategies as st

TRACE = "Traceback (most recent call last):\n"


@pytest.fixture(autouse=True)
def flash(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        sys,
        "print_exception",
        lambda error, file: traceback.print_exception(error, file=file),
        raising=False,
    )
    return tmp_path / faults.FILE


def kept():
    return faults.read().split("\n\n") if faults.read() else []


def test_it_is_the_file_the_core_and_the_link_know():
    assert faults.FILE == events.FAULT_FILE


def test_nothing_is_kept_before_the_first_fault():
    assert (faults.read(), faults.size_bytes()) == ("", -1)


def test_a_fault_is_kept_with_its_version_and_when():
    faults.keep("0.2.0", 81, TRACE + "ValueError: one")
    assert faults.read() == f"acupacer 0.2.0, 81 s after power-up\n{TRACE}ValueError: one"
    assert faults.size_bytes() == len(faults.read())
    assert os.listdir() == [faults.FILE]


def test_the_text_has_the_real_name_and_line():
    try:
        events.ButtonsChanged(1).lost  # noqa: B018
    except AttributeError as error:
        told = faults.text_of(error)
        line = error.__traceback__.tb_lineno
    assert told.startswith(TRACE)
    assert f'test_pico_faults.py", line {line}, in test_the_text' in told
    assert told.endswith("AttributeError: 'ButtonsChanged' object has no attribute 'lost'")


def test_faults_stand_one_after_the_other_the_newest_last():
    for number in range(3):
        faults.keep("0.2.0", number, f"{TRACE}ValueError: {number}")
    assert [fault.split()[-1] for fault in kept()] == ["0", "1", "2"]


def test_the_same_fault_again_is_not_written_again(flash, monkeypatch):
    faults.keep("0.2.0", 1, TRACE + "ValueError: one")
    before = flash.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", lambda *names: pytest.fail("the flash is worn"))
        faults.keep("0.2.0", 99, TRACE + "ValueError: one")
    assert flash.read_bytes() == before
    faults.keep("0.2.0", 99, "one")
    assert len(kept()) == 2, "the end of a fault is another fault"


def test_a_fault_longer_than_there_is_room_for_is_not_written_again_either(monkeypatch):
    endless = TRACE + '  File "x.py", line 1, in again\n' * 500 + "RuntimeError: too deep"
    faults.keep("0.2.0", 1, endless)
    assert faults.read().endswith("RuntimeError: too deep")
    assert faults.size_bytes() <= faults.MAX_BYTES
    monkeypatch.setattr(os, "rename", lambda *names: pytest.fail("the flash is worn"))
    faults.keep("0.2.0", 9, endless)


@given(
    st.lists(
        st.builds(
            lambda text, count: TRACE + text * count,
            st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
            st.integers(1, 400),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_at_most_4096_bytes_and_the_newest_is_always_there(texts):
    if os.path.exists(faults.FILE):
        os.remove(faults.FILE)
    for number, text in enumerate(texts):
        last = text + f" {number}"
        faults.keep("0.2.0", number, last)
        data = pathlib.Path(faults.FILE).read_bytes()
        assert len(data) <= faults.MAX_BYTES
        end = last.encode()[-faults.TRACEBACK_BYTES + 4 :]
        assert data.startswith(b"acupacer 0.2.0, ")
        assert data.replace(b"\r\n", b"\n").endswith(end.replace(b"\r\n", b"\n"))


def test_as_many_as_there_is_room_for_are_kept_and_they_are_whole():
    for number in range(20):
        faults.keep("0.2.0", number, TRACE + "x" * 580 + f"\nValueError: {number:02}")
    assert [fault[-2:] for fault in kept()] == ["14", "15", "16", "17", "18", "19"]
    assert all(fault.startswith("acupacer 0.2.0, ") for fault in kept())


@pytest.mark.parametrize("text", [b"\xff\xfe", b"x" * 9000, b"not ours\n\n"])
def test_what_stood_there_and_is_not_ours_is_no_obstacle(flash, text):
    flash.write_bytes(text)
    faults.keep("0.2.0", 1, TRACE + "ValueError: one")
    assert faults.read().endswith("ValueError: one")
    assert faults.size_bytes() <= faults.MAX_BYTES


class PowerCut(BaseException):
    pass


def cut(*arguments):
    raise PowerCut


def test_power_lost_while_it_is_written_leaves_the_old_text(flash, monkeypatch):
    faults.keep("0.2.0", 1, TRACE + "ValueError: one")
    before = flash.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", cut)
        with pytest.raises(PowerCut):
            faults.keep("0.2.0", 2, TRACE + "ValueError: two")
    assert flash.read_bytes() == before
    faults.keep("0.2.0", 3, TRACE + "ValueError: three")
    assert [fault.split()[-1] for fault in kept()] == ["one", "three"]
    assert os.listdir() == [faults.FILE]


@pytest.mark.parametrize(
    "error", [OSError(errno.EROFS, ""), OSError(errno.ENOSPC, ""), MemoryError(), ValueError()]
)
@pytest.mark.parametrize("place", ["open", "rename"])
def test_a_flash_that_fails_never_hides_the_fault(monkeypatch, place, error):
    def fail(*arguments):
        raise error

    if place == "open":
        monkeypatch.setattr(faults, "open", fail, raising=False)
    else:
        monkeypatch.setattr(os, "rename", fail)
    faults.keep("0.2.0", 1, TRACE + "ValueError: one")
    monkeypatch.undo()
    assert faults.read() == ""


def test_what_is_said_on_the_line_is_what_doctor_looks_for(capsys):
    faults.say(TRACE + "ValueError: one")
    said = capsys.readouterr().out
    assert said == f"acupacer: fault\n{TRACE}ValueError: one\nacupacer: end of fault\n"
    assert fault_text.is_fault(said)
