"""The file that ``acupacer doctor --report`` writes: to report a fault, or that a device works.

Plain text, to be read before it is sent, then the same in a line of JSON for programs. It says
nothing of who made it: no history, no safety answers, no names of the computer, of the port or
of the device. The log of the last session is in it only where that was asked for, as its last
part, so that ``acupacer replay`` takes the file as it is.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from acupacer import __version__

from ..trace.session_log import LOG_HEADING

if TYPE_CHECKING:
    from .diagnosis import Finding
    from .gathered import Gathered

FORMAT, FORMAT_VERSION = "acupacer device report", 1
HEAD = "Read it before you send it. It tells nothing of you."
HEAD_WITH_LOG = "Read it before you send it. It has the log of your last session, no other."


def compose(findings: Sequence[Finding], gathered: Gathered) -> bytes:
    """The report's bytes."""
    findings = [_without(gathered.names, finding) for finding in findings]
    log = gathered.session_log
    program = [f"acupacer {__version__}", f"Python {platform.python_version()}"]
    program.append(platform.platform())
    lines = [
        f"{FORMAT} {FORMAT_VERSION}",
        HEAD_WITH_LOG if log else HEAD,
        ", ".join(program),
        "",
    ]
    for finding in findings:
        lines.append(f"{finding.verdict}: {finding.what}")
        lines += [f"    {line}" for line in finding.detail.splitlines()]
    if gathered.device:
        lines += ["", "measured"]
        lines += [f"    {name:16}{_word(value)}" for name, value in gathered.device.items()]
    facts = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "program": program,
        "findings": [[found.verdict, found.what] for found in findings],
        "device": gathered.device,
    }
    text = "\n".join([*lines, "", json.dumps(facts, ensure_ascii=False), ""])
    if not log:
        return text.encode()
    return f"{text}\n{LOG_HEADING}\n".encode() + log


def _without(names: Mapping[str, str], finding: Finding) -> Finding:
    """``finding`` with each of ``names``, where it stands as a word, replaced."""
    if not names:
        return finding
    longest_first = sorted(names, key=len, reverse=True)
    any_of_them = "|".join(map(re.escape, longest_first))
    words = re.compile(rf"(?<![\w.-])(?:{any_of_them})(?![\w-]|\.\w)")

    def left_out(text: str) -> str:
        return words.sub(lambda match: names[match.group()], text)

    return replace(finding, what=left_out(finding.what), detail=left_out(finding.detail))


def _word(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
