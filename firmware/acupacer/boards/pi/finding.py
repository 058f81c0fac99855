"""What one look at the machine found, in a form to print."""

from dataclasses import dataclass

OK, NOTE, FAIL = "ok", "note", "FAIL"

SET_UP = "sudo acupacer-device setup"
SET_UP_REBOOT = f"{SET_UP}, then sudo reboot"
REINSTALL = "install acupacer again"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``verdict`` is OK, NOTE or FAIL; ``advice`` says what to do."""

    verdict: str
    about: str
    found: str
    advice: str = ""

    def lines(self) -> list[str]:
        """The finding as text, one or two lines."""
        first = f"{self.verdict:5} {self.about:10} {self.found}"
        return [first, f"{'':17}{self.advice}"] if self.advice else [first]
