"""Views keep to ``views.FIELDS``; conftest.py asks so of every view any test shows."""

import pytest
from acupacer.core.events import ShowView
from acupacer.core.screen import views
from acupacer_host.pictures.gallery_views import VIEWS


@pytest.mark.parametrize("view", [view for _, view in VIEWS], ids=[name for name, _ in VIEWS])
def test_the_gallery_has_exactly_the_fields(view):
    assert views.fault(view) == ""


@pytest.mark.parametrize("values", [{}, {"page": 0}, {"page": 0, "pages": 2, "more": 1}])
def test_a_field_too_few_or_too_many_is_told(values):
    made = views.view("help", values)
    assert views.fault(made).startswith("view help: has [")
    with pytest.raises(AssertionError):
        ShowView(made)
