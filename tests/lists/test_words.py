from datetime import date, timedelta

import pytest

from realsync.lists import words

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("days", "said"),
    [(-42, "42 days overdue"), (-1, "1 day overdue"), (0, "today"), (1, "in 1 day"), (30, "in 30")],
)
def test_a_near_due_date_says_how_near(days: int, said: str) -> None:
    assert said in words.due_cells(TODAY)(TODAY + timedelta(days=days))


def test_a_far_due_date_says_nothing_and_none_says_so() -> None:
    cell = words.due_cells(TODAY)
    assert cell(TODAY + timedelta(days=31)) == "1 Apr 2026"
    assert "No date" in cell(None)
