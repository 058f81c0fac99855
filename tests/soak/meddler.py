"""A host that does all a host may, at any time, and much that it may not."""

from __future__ import annotations

from typing import Any

from acupacer.core import events
from acupacer.core.link import cbor, frames, smp
from felt import must
from life import Life

FLAGS = ("pregnancy", "hip_replacement", "anticoagulants", "osteoporosis", "acute_injury")
SETTINGS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("sound", (True, True, False)),
    ("vibration", (True, True, False)),
    ("motor", ("typical", "fast", "slow")),
    ("ticks", (False, True)),
    ("long_press", (800, 1500)),
    ("strength", ("high", "low")),
    ("language", ("en", "de")),
)
PIECE_BYTES = 700
REPLY_MS = 3_000
ERRORS_S = (-200_000, -90_000, -3600, -600, 0, 0, 600, 3600, 90_000)


class Meddler:
    """The host at the link of ``life``."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.chance = life.chance
        self._seq = 0
        self._pulled = 0  # records up to this id

    def ask(self, op: int, group: int, command: int, *fields: tuple[str, Any]) -> Any:
        """The reply's fields; None without one."""
        life = self.life
        self._seq = (self._seq + 1) % 256
        message = smp.pack(op, group, self._seq, command, cbor.Map(fields))
        life.sent = b""
        life.give(events.BytesReceived(frames.encode(message)))
        for _ in range(REPLY_MS // 100):
            for reply in frames.Reader(70_000).feed(life.sent):
                return smp.parse(reply).fields()
            life.wait(100)
        return None

    def meddle(self) -> None:
        """One thing, anything."""
        always = (self.noise, self.control, self.look, self.set_profile)
        at_home = (self.set_clock, self.set_settings, self.pull, self.push, self.reset)
        things = always if self.life.device.session else always + at_home
        self.chance.choice(things)()

    def noise(self) -> None:
        """Frames with bytes changed, cut and repeated."""
        message = smp.pack(smp.WRITE, smp.PACER, 1, smp.CONTROL, cbor.Map((("do", "stop"),)))
        wire = bytearray(frames.encode(message) + self.chance.randbytes(30))
        for _ in range(self.chance.randint(1, 5)):
            wire[self.chance.randrange(len(wire))] = self.chance.randrange(256)
        self.life.give(events.BytesReceived(bytes(wire)))

    def control(self) -> None:
        """It may open, pause and stop."""
        verb = self.chance.choice(("open", "pause", "pause", "pause", "stop", "resume"))
        routine = self.chance.choice(list(self.life.routines.values()))["id"]
        nonce = self.chance.getrandbits(30)
        self.ask(
            smp.WRITE,
            smp.PACER,
            smp.CONTROL,
            ("do", verb),
            ("routine", routine),
            ("nonce", nonce),
        )

    def look(self) -> None:
        for command in (smp.HELLO, smp.STATE, smp.SCREEN, smp.SETTINGS):
            self.ask(smp.READ, smp.PACER, command)

    def set_clock(self) -> None:
        """Right, or wrong by minutes, hours or days, in any zone."""
        life = self.life
        life.offset_min = self.chance.choice((0, 0, 0, 60, -300))
        life.set_clock(self.chance.choice(ERRORS_S))
        life.settle()

    def set_profile(self) -> None:
        """No mostly, so that something may still be pressed."""
        flag = self.chance.choice(FLAGS)
        is_so = not self.life.witness.limits.flags.get(flag) and self.chance.random() < 0.2
        answer = cbor.Map(((flag, is_so),))
        reply = self.ask(smp.WRITE, smp.PACER, smp.SETTINGS, ("profile", answer))
        if reply == {}:
            self.life.witness.asked.answered_by_host(flag)
            known = self.life.witness.limits.flags
            must(known.get(flag) == is_so, "an answer by the link", flag, is_so)

    def set_settings(self) -> None:
        name, values = self.chance.choice(SETTINGS)
        chosen = cbor.Map(((name, self.chance.choice(values)),))
        self.ask(smp.WRITE, smp.PACER, smp.SETTINGS, ("settings", chosen))

    def pull(self) -> None:
        """All records it lacks; then, mostly, it says so."""
        witness = self.life.witness.records
        while True:
            reply = self.ask(smp.READ, smp.PACER, smp.HISTORY, ("since", self._pulled + 1))
            if not reply or "records" not in reply:
                return
            self._pulled = max(self._pulled, reply["next"] - 1)
            if not reply["more"]:
                break
        if self.chance.random() < 0.7:
            witness.acknowledged = max(witness.acknowledged, self._pulled)
            self.ask(smp.WRITE, smp.PACER, smp.ACK, ("id", self._pulled))

    def push(self) -> None:
        """Routines it never had, now and then with a byte that is wrong."""
        text = self.life.new_document()
        if self.chance.random() < 0.2:
            text = text.replace(b'"method"', b'"methud"', 1)
        offset = 0
        while offset < len(text):
            fields: list[tuple[str, Any]] = [("name", "/routines.json"), ("off", offset)]
            fields += [("data", text[offset : offset + PIECE_BYTES])]
            fields += [] if offset else [("len", len(text))]
            reply = self.ask(smp.WRITE, smp.FILES, smp.TRANSFER, *fields)
            if not reply or "off" not in reply or reply["off"] <= offset:
                return
            if self.chance.random() < 0.02:
                return
            offset = reply["off"]

    def reset(self) -> None:
        self.ask(smp.WRITE, smp.OS, smp.RESET)
