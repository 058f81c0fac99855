"""The file that a bug report needs: what doctor found, faults, the last session's log.

Plain text, to be read before it is sent. The session's log is its last part, so that
``acupacer replay`` takes the file as it is. It holds no safety answers and no history.
"""

from __future__ import annotations

import platform
from collections.abc import Sequence

from acupacer import __version__

from ..trace.session_log import LOG_HEADING
from .diagnosis import Finding


def compose(findings: Sequence[Finding], session_log: bytes) -> bytes:
    """The report's bytes. ``session_log``: b"" when the device has none."""
    lines = [
        "acupacer bug report",
        f"acupacer {__version__}, Python {platform.python_version()}, {platform.platform()}",
        "",
    ]
    for finding in findings:
        lines.append(f"{finding.verdict}: {finding.what}")
        lines += [f"    {line}" for line in finding.detail.splitlines()]
    lines.append("")
    head = "\n".join(lines) + "\n"
    if not session_log:
        return head.encode()
    return f"{head}{LOG_HEADING}\n".encode() + session_log
