"""Write which languages there are, and what they translate: ``python tools/list_languages.py``.

A language is a file, ``core/screen/words_<code>.py``. A board has no folder to look into, so
the list is a module of the program, ``core/languages.py``. Another is what the factory
routines say, ``core/screen/factory_texts.py``. A test fails when one is stale.
"""

import ast
import json
from pathlib import Path

CORE = Path(__file__).resolve().parent.parent / "firmware" / "acupacer" / "core"
LIST = CORE / "languages.py"
ROUTINES = CORE.parent.parent.parent / "shared" / "routines.json"
TEXTS = CORE / "screen" / "factory_texts.py"
DEFAULT = "en"
BEFORE = '''"""Which languages there are: made by tools/list_languages.py from words_*.py."""

# Code, and the language's own name. The first is the default.
LANGUAGES = (
'''
AFTER = """)
CODES = tuple([code for code, _ in LANGUAGES])
"""


def languages(folder: Path = CORE / "screen") -> list[tuple[str, str]]:
    """(code, own name) of every language in ``folder``, the default first."""
    codes = [path.stem.removeprefix("words_") for path in folder.glob("words_*.py")]
    codes.sort(key=lambda code: (code != DEFAULT, code))
    return [(code, own_name(folder / f"words_{code}.py")) for code in codes]


def own_name(path: Path) -> str:
    """What the language of ``path`` calls itself: its ``NAME``. KeyError: it has none."""
    statements = ast.parse(path.read_text(encoding="utf-8")).body
    values = {
        statement.targets[0].id: statement.value
        for statement in statements
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    }
    return str(ast.literal_eval(values["NAME"]))


def text() -> str:
    """What the module has to say."""
    rows = "".join(f'    ("{code}", "{name}"),\n' for code, name in languages())
    return BEFORE + rows + AFTER


def routine_texts() -> dict[str, list[str]]:
    """What the factory routines say, by their ids: nothing that one before says, too."""
    said: set[str] = set()
    found = {}
    for routine in json.loads(ROUTINES.read_bytes())["routines"]:
        texts = [routine["title"], routine["about"], *routine.get("cautions", ())]
        texts += [text for step in routine["steps"] for text in step["text"]]
        found[routine["id"]] = [text for text in texts if text not in said]
        said.update(texts)
    return found


def factory_text() -> str:
    """What the module with the factory routines' texts has to say."""
    lines = ['"""What the factory routines say: made by tools/list_languages.py."""', ""]
    lines += ["# The TEXTS of each words_*.py are these, in this order.", "ENGLISH = ("]
    for name, texts in routine_texts().items():
        lines += [f"    # {name}", *(f'    "{text}",' for text in texts)]
    return "\n".join([*lines, ")", ""])


if __name__ == "__main__":
    LIST.write_text(text(), encoding="utf-8")
    TEXTS.write_text(factory_text(), encoding="utf-8")
