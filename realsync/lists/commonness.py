"""Common words and rare ones are read differently.

Behind row-level security the planner may not look at the statistics of a text, because ILIKE
is not leakproof. It takes every word for a rare one, and would collect and sort 40,000 rows
where the index of the order meets the first fifty at once (100 ms against 2). So we tell it.
"""

import random
from time import monotonic
from typing import Any

from django.db.models import Func, QuerySet
from django.db.models.functions import Lower

SAMPLED_ROWS = 400
FEWEST_ROWS = 100
COMMON_SHARE = 0.01
FRESH_SECONDS = 600


class WordSample:
    """Texts of some hundred rows. A guess from them changes how rows are read, never which."""

    def __init__(self, text: Func) -> None:
        self.text = text
        self.taken_at = float("-inf")
        self.texts: list[str] = []

    def share(self, needles: list[str], rows: QuerySet[Any]) -> float:
        """The part of `rows`, all that staff see of a table, that hold all needles.

        0 is a guess, too: of a rare word, or of a table too small to matter.
        """
        if not needles:
            return 1.0
        if monotonic() - self.taken_at > FRESH_SECONDS:
            self._take(rows)
        if len(self.texts) < FEWEST_ROWS:
            return 0.0
        hits = self.texts
        for needle in needles:
            low = needle.lower()
            hits = [text for text in hits if low in text]
        return len(hits) / len(self.texts)

    def _take(self, rows: QuerySet[Any]) -> None:
        last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        ids = random.sample(range(1, last + 1), min(SAMPLED_ROWS, last))
        self.texts = list(rows.filter(pk__in=ids).values_list(Lower(self.text), flat=True))
        self.taken_at = monotonic()
