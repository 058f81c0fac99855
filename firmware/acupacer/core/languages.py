"""Which languages there are: made by tools/list_languages.py from words_*.py."""

# Code, and the language's own name. The first is the default.
LANGUAGES = (
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
)
CODES = tuple([code for code, _ in LANGUAGES])
