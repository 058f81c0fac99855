"""Write the golden files anew from the portable corpora. Review the diff afterwards."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTABLE = ROOT / "tests" / "portable"
GOLDEN = ROOT / "tests" / "golden"


def main() -> None:
    for corpus in sorted(PORTABLE.glob("*_corpus.py")):
        name = corpus.stem.removesuffix("_corpus")
        command = [sys.executable, str(corpus), str(ROOT / "firmware")]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        ending = ".jsonl" if text.startswith(("{", "[")) else ".txt"
        (GOLDEN / (name + ending)).write_text(text, encoding="utf-8")
        print(name + ending, len(text.splitlines()), "lines")


if __name__ == "__main__":
    main()
