"""The index keeps what was put in, however small it packs it."""

import pytest
from acupacer.core.index import Entry, Index
from hypothesis import given
from hypothesis import strategies as st

SPOTS = ((1, "hands", "BL23", ""), (2, "balls", "", "the back"))
ONE = Entry("one", 'A "title"\\', 12, 345, "0123456789ab", 4, ("hands", "balls"), SPOTS, "cd")


def index(*entries):
    made = Index()
    for entry in entries:
        made.add(entry)
    return made


def named(routine_id):
    return ONE._replace(id=routine_id)


def test_what_comes_out_is_what_went_in():
    made = index(ONE, named("two"))
    assert list(made) == [ONE, named("two")]
    assert type(made[0].spots[0]) is tuple
    assert len(made) == 2


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_out_again(text):
    assert index(ONE._replace(title=text))[0].title == text


def test_an_entry_is_found_by_its_whole_id_only():
    made = index(named("one-more"), named("one"), named("on"))
    assert [made.place(name) for name in ("one", "on", "one-more")] == [1, 2, 0]
    assert made.place("o") == made.place("") == made.place('one","A') == -1


def test_what_is_not_there_is_an_error():
    with pytest.raises(IndexError):
        index(ONE)[1]


def test_the_same_entry_is_unpacked_once():
    made = index(ONE, named("two"))
    assert made[0] is made[0]
    assert (made[1].id, made[0].id) == ("two", "one")
