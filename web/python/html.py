"""Text as HTML has it."""

_SIGNS = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;"))


def escape(text):
    for sign, told in _SIGNS:
        text = text.replace(sign, told)
    return text
