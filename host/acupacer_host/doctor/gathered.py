"""What a report has besides the findings: a device's figures, and names to leave out."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..device.client import Client
    from ..device.replies import Hello
    from ..device.transport import Transport

ECHOES = 20


@dataclass
class Gathered:
    """What a report has besides the findings; ``diagnosis.diagnose`` fills it in.

    ``wants_log``: the last session's log is asked for. ``device``: figures by name, of the
    first device that answered. ``names``: what is left out of the text, and what stands there.
    """

    wants_log: bool = False
    session_log: bytes = b""
    device: dict[str, object] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def measure(client: Client, line: Transport, hello: Hello) -> dict[str, object]:
    """A device's figures. Raises what ``Client`` does. Blocks: ``ECHOES`` round trips."""
    took_s = []
    for _ in range(ECHOES):
        begun_s = line.now_s()
        client.echo("acupacer")
        took_s.append(line.now_s() - begun_s)
    state = client.state()
    return {
        "model": hello.model,
        "firmware": hello.fw,
        "protocol": hello.proto,
        "up_s": hello.uptime_ms // 1000,
        "echo_ms": round(median(took_s) * 1000, 2),
        "worst_echo_ms": round(max(took_s) * 1000, 2),
        "message_bytes": client.params().buf_size,
        "deflate": hello.can_deflate,
        "loader": hello.has_loader,
        "panel": state.has_panel,
        "motor_cut": state.motor_capped,
        "tone_cut": state.tone_capped,
        "records_dropped": state.dropped,
        "fault_bytes": hello.fault_bytes,
    }
