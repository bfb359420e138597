"""Common words and rare ones are read differently.

Behind row-level security the planner may not look at the statistics of a text, because ILIKE
is not leakproof. It takes every word for a rare one, and would collect and sort 40,000 rows
where the index of the order meets the first fifty at once (100 ms against 2). So we tell it.
"""

import random
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db.models import Func, QuerySet
from django.db.models.functions import Lower

SAMPLED_ROWS = 400
FEWEST_ROWS = 100
COMMON_SHARE = 0.01
FRESH_SECONDS = 600
# Of people who see a part of a table: so many of their rows, and so many of them.
OWN_ROWS = 200
MOST_OWN = 60


@dataclass(frozen=True)
class Sample:
    texts: list[str]
    taken_at: float

    @property
    def is_fresh(self) -> bool:
        return monotonic() - self.taken_at <= FRESH_SECONDS


class WordSample:
    """Texts of some hundred rows. A guess from them changes how rows are read, never which."""

    def __init__(self, text: Func) -> None:
        self.text = text
        self.samples: dict[str, Sample] = {}

    def share(self, needles: list[str], rows: QuerySet[Any], whose: str = "") -> float:
        """The part of `rows` that hold all needles: of all that staff see of a table, or
        of what is seen in the scope that `whose` names.

        0 is a guess, too: of a rare word, or of a table too small to matter.
        """
        if not needles:
            return 1.0
        hits = texts = self._texts(rows, whose)
        if len(texts) < FEWEST_ROWS:
            return 0.0
        for needle in needles:
            low = needle.lower()
            hits = [text for text in hits if low in text]
        return len(hits) / len(texts)

    def _texts(self, rows: QuerySet[Any], whose: str) -> list[str]:
        sample = self.samples.get(whose)
        if sample is None or not sample.is_fresh:
            if len(self.samples) > MOST_OWN:
                self.samples.clear()
            taken = self._own(rows) if whose else self._of_all(rows)
            sample = self.samples[whose] = Sample(taken, monotonic())
        return sample.texts

    def _of_all(self, rows: QuerySet[Any]) -> list[str]:
        last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        ids = random.sample(range(1, last + 1), min(SAMPLED_ROWS, last))
        return self._read(rows.filter(pk__in=ids))

    def _own(self, rows: QuerySet[Any]) -> list[str]:
        """Few of a table's ids are theirs: whichever an index meets first."""
        return self._read(rows.order_by()[:OWN_ROWS])

    def _read(self, rows: QuerySet[Any]) -> list[str]:
        return list(rows.values_list(Lower(self.text), flat=True))
