from hypothesis import given
from hypothesis import strategies as st

from realsync.lists.pager import Pager


def test_gaps_stand_between_the_ends_and_the_middle() -> None:
    assert Pager(10, 50, 1000).numbers == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert Pager(1, 50, 130).numbers == [1, 2, 3]
    assert Pager(3, 25, 812).last_row == 75


@given(st.integers(1, 40), st.sampled_from([25, 50]), st.integers(1, 1000))
def test_the_first_last_and_own_page_are_shown(page: int, size: int, total: int) -> None:
    pager = Pager(min(page, -(-total // size)), size, total)
    numbers = [number for number in pager.numbers if number]
    assert {1, pager.last, pager.page} <= set(numbers)
    assert numbers == sorted(set(numbers))
    assert len(pager.numbers) <= 9
