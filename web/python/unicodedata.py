"""Of the tables of letters what the tools ask for, by the browser's own."""

import _acupacer_browser as browser


def normalize(form, text):
    return text if len(text) == len(text.encode()) else browser.normalize(form, text)


def combining(letter):
    return 0 if ord(letter) < 128 else browser.is_of("mark", letter)
