"""``make bench`` runs its parts one after the other, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from benchmarks import __main__ as bench

ROOT = Path(__file__).parent.parent


def test_what_the_commands_keep_is_gone_at_the_end(monkeypatch):
    homes, parts = set(), []

    def run(command, env):
        parts.append(Path(command[1]).name)
        homes.update(env[name] for name in bench.HOMES)
        Path(env["XDG_CACHE_HOME"], "kept").write_text("by a command")
        return SimpleNamespace(returncode=len(parts))

    monkeypatch.setattr(bench.subprocess, "run", run)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "bench_start", "bench_link"])
    assert bench.main() == 2
    assert parts == ["bench_start.py", "bench_link.py"]
    [home] = homes
    assert home not in os.environ.values() and not Path(home).exists()


def test_a_tick_of_the_countdown_takes_few_bits_on_the_bus():
    command = [sys.executable, ROOT / "benchmarks" / "drawing_ticks.py", ROOT / "firmware"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert told["bits"] <= 1000
    assert told["worst_bits"] < 9410  # what the whole panel takes
