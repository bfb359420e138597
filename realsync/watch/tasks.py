"""What the beat starts, watched: Celery makes its tasks of this class."""

import logging
from typing import Any

from celery import Task

from realsync.watch.work import working

# Delivers the rows of the outbox, each of which is watched by its own name.
DELIVERS = "outbox.deliver"
# Every few seconds: a line only when it fails.
CONSTANT = frozenset({"outbox.sweep", "freshness.add_up"})


class WatchedTask(Task):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.name == DELIVERS:
            return super().__call__(*args, **kwargs)
        level = logging.DEBUG if self.name in CONSTANT else logging.INFO
        with working(self.name, level=level):
            return super().__call__(*args, **kwargs)
