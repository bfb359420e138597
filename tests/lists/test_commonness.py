from typing import Any, cast

from realsync.lists.commonness import WordSample


def sample(texts: list[str]) -> WordSample:
    words = WordSample(cast(Any, None))
    words.texts = texts
    words.taken_at = float("inf")
    return words


def test_a_word_of_every_hundredth_row_is_common() -> None:
    words = sample(["pressure gauge s1"] * 2 + ["torque wrench s2"] * 198)
    assert words.is_common(["Gauge"], cast(Any, None))
    assert not words.is_common(["gauge", " s2"], cast(Any, None))
    assert not words.is_common(["caliper"], cast(Any, None))


def test_nothing_typed_and_few_rows_tell_nothing() -> None:
    assert not sample(["gauge"] * 400).is_common([], cast(Any, None))
    assert not sample(["gauge"] * 20).is_common(["gauge"], cast(Any, None))
