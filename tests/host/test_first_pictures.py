"""The STOP check's pictures: one for each look, in the order the Pico takes them by."""

from acupacer.core.painter import Painter
from acupacer.core.views import view
from acupacer_host import first_pictures

LOOKS = [("en", False), ("en", True), ("de", False), ("de", True)]


def drawn(language, is_large):
    painter = Painter()
    painter.set_options(language, is_large=is_large)
    painter.show(view("stop_check", {"doubt": False}))
    painter.draw()
    return bytes(painter.page)


def test_each_look_is_as_the_core_draws_it():
    pages = first_pictures.pages()
    assert pages == [drawn(*look) for look in LOOKS]
    assert len(set(pages)) == len(LOOKS)


def test_the_module_holds_the_pages():
    module = {}
    exec(first_pictures.module(), module)
    assert list(module["PAGES"]) == first_pictures.pages()
