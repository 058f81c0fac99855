"""docs/developer/hazards.md: every hazard is there, and every proof exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "developer" / "hazards.md").read_text(encoding="utf-8")
HAZARDS = (
    "motor stuck",
    "wrong point",
    "too long",
    "too often",
    "excluded person",
    "missed end cue",
    "masked",
    "dead STOP wire",
    "wrong clock",
    "power cut",
    "panel gone",
    "host misbehaves",
)


def rows():
    found = [line.strip("| ").split(" | ") for line in TEXT.split("\n") if line[:1] == "|"]
    return found[2:]


def known_tests():
    return {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^\s*def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
    }


def test_every_hazard_has_a_row():
    names = [row[0] for row in rows()]
    for hazard in HAZARDS:
        assert any(hazard in name for name in names), hazard


def test_every_row_has_a_guard_and_a_proof_that_exists():
    known = known_tests()
    for row in rows():
        assert len(row) == 3, row
        proofs = re.findall(r"`(test_\w+)`", row[2])
        assert row[1], row[0]
        assert proofs, row[0]
        assert [proof for proof in proofs if proof not in known] == [], row[0]


def test_what_nobody_reviewed_is_said():
    assert "No clinician reviewed" in TEXT
