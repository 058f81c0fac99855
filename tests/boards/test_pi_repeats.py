"""Equal log messages are limited per minute, on a clock of the test's own."""

import io
import logging
import sys

import pytest
from acupacer.boards.pi import main
from acupacer.boards.pi.repeats import KEPT, RepeatFilter

MORE = " (more of these within a minute are suppressed)"


class Log:
    """A logger of its own with the filter on its handler; ``now_s`` is the clock."""

    def __init__(self, limit):
        self.now_s = 0.0
        self.out = io.StringIO()
        handler = logging.StreamHandler(self.out)
        handler.addFilter(RepeatFilter(limit, lambda: self.now_s))
        self.logger = logging.Logger("test")
        self.logger.addHandler(handler)

    def lines(self):
        text = self.out.getvalue()
        self.out.truncate(self.out.seek(0))
        return text.splitlines()


@pytest.fixture
def log():
    return Log(2)


def test_so_many_a_minute_and_then_how_many_were_suppressed(log):
    for second in range(60):
        log.now_s = float(second)
        log.logger.warning("the bus fails: %s", "EIO")
    assert log.lines() == ["the bus fails: EIO", "the bus fails: EIO" + MORE]
    log.now_s = 60.0
    log.logger.warning("the bus fails: EIO")
    log.logger.warning("the bus fails: EIO")
    log.logger.warning("the bus fails: EIO")
    assert log.lines() == [
        "the bus fails: EIO (58 more were suppressed)",
        "the bus fails: EIO" + MORE,
    ]
    log.now_s = 200.0
    log.logger.warning("the bus fails: EIO")
    assert log.lines() == ["the bus fails: EIO (1 more were suppressed)"]


def test_what_is_rare_goes_through_unchanged(log):
    for minute in range(5):
        log.now_s = minute * 60.0
        log.logger.warning("now and then")
    assert log.lines() == ["now and then"] * 5


def test_other_texts_levels_and_exceptions_are_counted_apart(log):
    log.logger.warning("a %d", 1)
    log.logger.warning("a %d", 2)
    log.logger.error("a 1")
    for kind in (ValueError, KeyError):
        try:
            raise kind("x")
        except kind:
            log.logger.error("a 1", exc_info=sys.exc_info())
    assert not [line for line in log.lines() if "suppressed" in line]


def test_only_so_many_texts_are_remembered(log):
    log.logger.warning("first")
    for number in range(KEPT):
        log.logger.warning("text %d", number)
    log.lines()
    log.logger.warning("first")
    assert log.lines() == ["first"]


def test_the_program_logs_to_standard_error_alone_through_the_filter(monkeypatch):
    seen = {}
    monkeypatch.setattr(main.logging, "basicConfig", lambda **options: seen.update(options))
    main.start_logging()
    (handler,) = seen["handlers"]
    assert type(handler) is logging.StreamHandler and handler.stream is sys.stderr
    assert [type(made) for made in handler.filters] == [RepeatFilter]
