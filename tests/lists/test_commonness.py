from typing import Any, cast

from realsync.lists.commonness import Sample, WordSample


def sample(texts: list[str], whose: str = "") -> WordSample:
    words = WordSample(cast(Any, None))
    words.samples[whose] = Sample(texts, float("inf"))
    return words


def share(words: WordSample, *needles: str, whose: str = "") -> float:
    return words.share(list(needles), cast(Any, None), whose)


def test_the_share_of_a_word_is_told_from_the_sample() -> None:
    words = sample(["pressure gauge s1"] * 2 + ["torque wrench s2"] * 198)
    assert share(words, "Gauge") == 0.01
    assert share(words, "wrench", " s2") == 0.99
    assert share(words, "gauge", " s2") == share(words, "caliper") == 0


def test_nothing_typed_is_in_all_rows_and_few_rows_tell_nothing() -> None:
    assert share(sample(["gauge"] * 400)) == 1
    assert share(sample(["gauge"] * 20), "gauge") == 0


def test_who_sees_a_part_has_a_sample_of_their_own() -> None:
    words = sample(["gauge"] * 400)
    words.samples["technician:6"] = Sample(["wrench"] * 200, float("inf"))
    assert share(words, "gauge") == share(words, "wrench", whose="technician:6") == 1
    assert share(words, "wrench") == share(words, "gauge", whose="technician:6") == 0
