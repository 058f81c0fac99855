"""The log of a session's inputs: of one session, and within bounded memory."""

from acupacer.core.session.input_log import MAX_BYTES, InputLog


class Start:
    """How a session begins, as far as the log asks."""

    start_ms = 1000

    def as_row(self):
        return ["start"]


def test_only_what_happens_in_a_session_is_noted():
    log = InputLog()
    log.note(500, "before")
    assert log.data() == b""
    log.begin(Start())
    first = log.data()
    log.note(1500, "within")
    log.end(2000)
    log.note(2500, "after")
    assert log.data() == first + b"500 within\n1000 end\n"
    log.begin(Start())
    assert log.data() == first


def test_a_session_of_very_many_inputs_fills_no_memory():
    log = InputLog()
    log.begin(Start())
    for _ in range(MAX_BYTES):
        log.note(1500, "x")
    kept, last = log.data()[:-5], log.data()[-5:]
    assert MAX_BYTES - 6 < len(kept) <= MAX_BYTES
    assert (kept[-6:], last) == (b"500 x\n", b"full\n")
