"""The terminal front's keys: which are the buttons, and what it says about them."""

from ...core.events import NEXT, START, STOP

KEYS = {START: "space", NEXT: "n", STOP: "x"}
SIGNS = {START: "▶", NEXT: "▶▶", STOP: "■"}  # as on the panel
# Where a long press goes one back, and of which button.
BACK = {"home": "NEXT", "settings": "NEXT", "trainer": "NEXT", "prompt": "START"}
HINT = "▶ space/Enter  ▶▶ n/→/↓  ■ x/Esc  shift: long press  ? keys  q quit"
HELP = """
  ▶  START   space  Enter  s      long: S
  ▶▶ NEXT    n  →  ↓              long: N
  ■  STOP    x  Esc  Backspace    long: X
  one back in a list              ←  ↑

  The mouse holds a button as long as it is down.

  p   pull the panel's plug, or put it back
  ?   these keys, or the panel again
  q   quit (Ctrl-C)

  Another terminal can talk to this device:
  acupacer status, acupacer push my.json …
"""
