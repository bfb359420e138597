"""Three versions of one record: nothing that anybody typed is lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from realsync.editing.merge import changed, merge

VALUES = st.one_of(st.none(), st.integers(0, 2), st.sampled_from(["", "a", "b"]))
FIELDS = ("name", "city", "tags", "days")
ROWS = st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUES))
Row = dict[str, Any]


@given(ROWS, ROWS, ROWS)
def test_each_field_is_on_one_side_only(original: Row, mine: Row, theirs: Row) -> None:
    merged = merge(original, mine, theirs)
    named = [*merged.only_theirs, *merged.only_mine, *merged.both]
    assert len(named) == len(set(named))
    assert set(named) == {name for name in FIELDS if mine[name] != theirs[name]}


@given(ROWS, ROWS, ROWS)
def test_what_i_typed_is_kept_or_asked_about(original: Row, mine: Row, theirs: Row) -> None:
    merged = merge(original, mine, theirs)
    for name, value in changed(original, mine).items():
        assert merged.values[name] == value
        assert name in (*merged.only_mine, *merged.both) or theirs[name] == value


@given(ROWS, ROWS, ROWS)
def test_what_they_saved_is_kept_or_asked_about(original: Row, mine: Row, theirs: Row) -> None:
    merged = merge(original, mine, theirs)
    for name, value in changed(original, theirs).items():
        assert merged.values[name] == value or name in merged.both


@given(ROWS, ROWS, ROWS)
def test_both_sides_see_the_same_questions(original: Row, mine: Row, theirs: Row) -> None:
    here, there = merge(original, mine, theirs), merge(original, theirs, mine)
    assert set(here.both) == set(there.both)
    assert set(here.only_mine) == set(there.only_theirs)
    assert set(here.only_theirs) == set(there.only_mine)
    if not here.both:
        assert here.values == there.values


@given(ROWS, ROWS)
def test_alone_nobody_is_asked(original: Row, mine: Row) -> None:
    merged = merge(original, mine, original)
    assert merged.values == mine
    assert not merged.both
    assert not merged.only_theirs


@given(ROWS, ROWS)
def test_without_the_original_every_difference_is_a_question(mine: Row, theirs: Row) -> None:
    merged = merge(None, mine, theirs)
    assert set(merged.both) == {name for name in FIELDS if mine[name] != theirs[name]}
