"""A language is one file: everything that lists languages comes from the files there are."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from acupacer.core.cue.cues import CUES
from acupacer.core.languages import LANGUAGES
from test_words import table

ROOT = Path(__file__).parent.parent.parent
PARTS = (
    "tools/list_languages.py",
    "firmware/acupacer/__init__.py",
    "shared/routines.json",
)
ASK = """
import json
from acupacer.core import settings
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.words import Words
keys = ("cue_press", "value_fr", "value_en", "left")
print(json.dumps([
    settings.CHOICES["language"],
    [Words("fr").say(key) for key in keys],
    Words("de").say("cue_press"),
]))
"""


@pytest.fixture(scope="module")
def list_languages():
    path = ROOT / "tools" / "list_languages.py"
    spec = importlib.util.spec_from_file_location("list_languages", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_is_what_the_files_say(list_languages):
    made = list_languages.text()
    assert list_languages.LIST.read_text(encoding="utf-8") == made, (
        "run: python tools/list_languages.py"
    )
    assert tuple(list_languages.languages()) == LANGUAGES
    texts = list_languages.factory_text()
    assert list_languages.TEXTS.read_text(encoding="utf-8") == texts, "run it as well"


def test_a_file_without_the_languages_own_name_is_told(list_languages, tmp_path):
    (tmp_path / "words_xx.py").write_text("WORDS = {}")
    with pytest.raises(KeyError, match="NAME"):
        list_languages.languages(tmp_path)


@pytest.fixture
def tree(tmp_path):
    """A copy of what a language is made of, to change."""
    shutil.copytree(
        ROOT / "firmware" / "acupacer" / "core", tmp_path / "firmware/acupacer/core"
    )
    for part in PARTS:
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / part, tmp_path / part)
    return tmp_path


def run(tree, *arguments):
    command = [sys.executable, *arguments]
    folder = tree / "firmware"
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_one_file_more_is_a_language_more(tree):
    screen = tree / "firmware" / "acupacer" / "core" / "screen"
    words = {**table("en"), "left": "GAUCHE", "cue_press": "appuyer"}
    french = f"NAME = 'Français'\nWORDS = {sum(words.items(), ())!r}\n"
    (screen / "words_fr.py").write_text(french, encoding="utf-8")
    german = screen / "words_de.py"
    text = german.read_text(encoding="utf-8")
    german.write_text(text.replace("WORDS = (", 'WORDS = ("cue_press", "drück",'), "utf-8")
    run(tree, str(tree / "tools" / "list_languages.py"))
    codes, french_words, own_word = json.loads(run(tree, "-c", ASK))
    assert codes == ["en", "de", "es", "fr"]
    assert french_words == ["appuyer", "Français", "English", "GAUCHE"]
    assert own_word == "drück", "a language's own table counts before the row"
    assert dict(CUES[0].words)["de"] != own_word
