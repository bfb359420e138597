from typing import Any, cast

from realsync.lists.commonness import WordSample


def sample(texts: list[str]) -> WordSample:
    words = WordSample(cast(Any, None))
    words.texts = texts
    words.taken_at = float("inf")
    return words


def share(words: WordSample, *needles: str) -> float:
    return words.share(list(needles), cast(Any, None))


def test_the_share_of_a_word_is_told_from_the_sample() -> None:
    words = sample(["pressure gauge s1"] * 2 + ["torque wrench s2"] * 198)
    assert share(words, "Gauge") == 0.01
    assert share(words, "wrench", " s2") == 0.99
    assert share(words, "gauge", " s2") == share(words, "caliper") == 0


def test_nothing_typed_is_in_all_rows_and_few_rows_tell_nothing() -> None:
    assert share(sample(["gauge"] * 400)) == 1
    assert share(sample(["gauge"] * 20), "gauge") == 0
