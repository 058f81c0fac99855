"""What systemd hears from the device, on a real socket."""

import socket

import pytest
from acupacer.boards.clock import VirtualClock
from acupacer.boards.pi.board import Parts, PiBoard
from acupacer.boards.pi.config import Config
from acupacer.boards.pi.heartbeat import Heartbeat
from gpiozero.pins.mock import MockFactory, MockPWMPin


class Listener:
    """systemd's end of the socket."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.bind(address)

    def heard(self):
        messages = []
        while True:
            try:
                messages.append(self.socket.recv(100))
            except BlockingIOError:
                return messages


@pytest.fixture
def listener(tmp_path):
    made = Listener(str(tmp_path / "notify"))
    yield made
    made.socket.close()


def environ(listener, **more):
    return {"NOTIFY_SOCKET": listener.socket.getsockname(), **more}


def test_ready_once_then_four_beats_per_timeout(listener):
    heart = Heartbeat(environ(listener, WATCHDOG_USEC="5000000"))
    assert listener.heard() == []
    sent = []
    for now_ms in range(0, 5010, 10):
        heart.beat(now_ms)
        sent += [(now_ms, message) for message in listener.heard()]
    assert sent == [
        (0, b"READY=1"),
        (1250, b"WATCHDOG=1"),
        (2500, b"WATCHDOG=1"),
        (3750, b"WATCHDOG=1"),
        (5000, b"WATCHDOG=1"),
    ]
    heart.end()
    assert listener.heard() == [b"STOPPING=1"]
    heart.beat(10_000)
    assert listener.heard() == []


def test_without_a_watchdog_only_ready_is_said(listener):
    heart = Heartbeat(environ(listener))
    for now_ms in (0, 10, 60_000):
        heart.beat(now_ms)
    assert listener.heard() == [b"READY=1"]


def test_an_abstract_socket():
    listener = Listener("\0acupacer-test-notify")
    Heartbeat({"NOTIFY_SOCKET": "@acupacer-test-notify"}).beat(0)
    assert listener.heard() == [b"READY=1"]
    listener.socket.close()


def test_without_systemd_nothing_happens():
    heart = Heartbeat({})
    heart.beat(0)
    heart.end()


def test_a_socket_that_is_gone_does_no_harm(tmp_path):
    heart = Heartbeat({"NOTIFY_SOCKET": str(tmp_path / "gone"), "WATCHDOG_USEC": "5000000"})
    heart.beat(0)
    heart.beat(2000)
    heart.end()


def test_the_boards_wait_beats_even_when_it_has_no_time_to_sleep(listener):
    factory = MockFactory(pin_class=MockPWMPin)
    parts = Parts(
        pin_factory=factory,
        heartbeat=Heartbeat(environ(listener, WATCHDOG_USEC="5000000")),
    )
    board = PiBoard(Config(), VirtualClock(), parts)
    assert listener.heard() == []
    board.wait(0, False)
    assert listener.heard() == [b"READY=1"]
    board.close()
    factory.reset()
