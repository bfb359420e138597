from realsync.lists.counts import Count, rounded


def test_an_estimate_keeps_three_digits() -> None:
    assert [rounded(n) for n in (0, 31, 999, 10_449, 293_871)] == [0, 31, 999, 10_400, 294_000]


def test_an_estimate_says_that_it_is_one() -> None:
    assert str(Count(294_000, exact=False)) == "≈ 294,000"
    assert str(Count(4_112, exact=True)) == "4,112"
