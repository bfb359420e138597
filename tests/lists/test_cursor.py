import pytest
from django.core.signing import Signer
from hypothesis import given
from hypothesis import strategies as st

from realsync.editing.texts import LONGEST_LINE
from realsync.lists.cursor import LONGEST_CURSOR, Binding
from realsync.pages.errors import BadInput

HERE = Binding("equipment", "status=missing", "next_due_on", "realsync_company:7:")


@given(st.lists(st.text(), min_size=1, max_size=2))
def test_a_position_comes_back_as_it_went(position: list[str]) -> None:
    assert HERE.read(HERE.sign(position)) == position


@pytest.mark.parametrize(
    "elsewhere",
    [
        Binding("services", "status=missing", "next_due_on", "realsync_company:7:"),
        Binding("equipment", "", "next_due_on", "realsync_company:7:"),
        Binding("equipment", "status=missing", "-next_due_on", "realsync_company:7:"),
        Binding("equipment", "status=missing", "next_due_on", "realsync_company:8:"),
    ],
)
def test_a_cursor_holds_for_its_own_list_only(elsewhere: Binding) -> None:
    with pytest.raises(BadInput):
        HERE.read(elsewhere.sign(["2026-01-01", "3"]))


@given(st.text(max_size=200))
def test_garbled_cursors_are_refused(text: str) -> None:
    with pytest.raises(BadInput):
        HERE.read(text)


@given(st.integers(min_value=0), st.characters())
def test_a_changed_cursor_is_refused(place: int, other: str) -> None:
    cursor = HERE.sign(["2026-01-01", "3"])
    place %= len(cursor)
    changed = cursor[:place] + other + cursor[place + 1 :]
    if changed != cursor:
        with pytest.raises(BadInput):
            HERE.read(changed)


def test_the_longest_name_in_any_letters_is_a_place() -> None:
    name = "".join(chr(0x1F300 + place * 37 % 600) for place in range(LONGEST_LINE))
    cursor = HERE.sign([name, str(2**63)])
    assert len(cursor) < LONGEST_CURSOR
    assert HERE.read(cursor) == [name, str(2**63)]


def test_a_huge_cursor_is_refused_unread() -> None:
    with pytest.raises(BadInput):
        HERE.read("x" * 100_000)


def test_a_cursor_signed_for_something_else_is_refused() -> None:
    with pytest.raises(BadInput):
        HERE.read(Signer(salt="session", sep=".").sign("~2026-01-01~3"))


def test_what_an_address_can_carry_stands_in_it_as_it_is() -> None:
    assert HERE.sign(["2026-01-01", "3"]).startswith("~2026-01-01~3.")
    assert len(HERE.sign(["2026-01-01", "3"])) == len("~2026-01-01~3.") + 22
