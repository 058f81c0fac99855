"""Colours and layout of the simulator's terminal front (Textual CSS)."""

MOTOR = "#f0883e"
TONE = "#d2a8ff"
SCREEN = "#58a6ff"
RED = "#f85149"
BRIGHT = "#c9d1d9"
DIM = "#8b949e"
FAINT = "#21262d"

LOOK = """
Screen { background: #0d1117; color: #c9d1d9; layers: base; }
#title { height: 1; padding: 0 1; background: #161b22; color: #8b949e; }
#device { width: auto; height: auto; }
PanelView { width: auto; height: auto; background: #020509; color: #bfe6ff;
            border: round #30363d; border-title-color: #8b949e; margin: 0; }
PanelView.bare { border: none; }
#help { display: none; width: auto; min-width: 64; height: 16; color: #c9d1d9; }
#words { height: 3; width: 100%; padding: 0 1; color: #e6edf3; }
PanelView.lost { border: round #f85149; color: #30363d; }
#keys { height: 1; width: 100%; }
Key { width: 1fr; height: 1; content-align: center middle; margin: 0 1;
      background: #21262d; color: #c9d1d9; }
Key.down { background: #58a6ff; color: #0d1117; }
#stop { background: #3d1f23; }
#stop.down { background: #f85149; color: #0d1117; }
.strip { height: 1; width: 100%; padding: 0 1; }
#side { width: 1fr; height: 1fr; padding: 0 0 0 1; }
RichLog { background: #0d1117; height: 1fr; min-height: 1; scrollbar-size: 1 1;
          scrollbar-color: #30363d; padding: 0 1; }
#hint { height: 1; padding: 0 1; background: #161b22; color: #8b949e; dock: bottom; }
#main { height: 1fr; }
"""
