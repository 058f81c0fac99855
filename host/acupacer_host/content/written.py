"""Writes a document in whichever form is asked for."""

from __future__ import annotations

import json

from . import forms
from .reading import laid_out
from .short import table_writing, writing


def written(document: bytes, form: str) -> str:
    """A sound ``document`` in ``form``, one of ``forms``.

    Raises NotSayable: that form has no words for something in it.
    """
    if form == forms.TEXT:
        return writing.text_of(json.loads(document))
    if form == forms.TABLE:
        return table_writing.table_of(json.loads(document))
    return laid_out(document).decode()
