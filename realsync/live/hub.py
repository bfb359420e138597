"""Who watches what in this process, and what they were last told of it."""

import asyncio
from collections.abc import Mapping
from random import uniform

from realsync.live.gate import Topic
from realsync.live.states import GONE, State
from realsync.live.watcher import Watcher

# After PostgreSQL was away everybody looks again, over this time.
SPREAD_SECONDS = 5.0


class Hub:
    def __init__(self) -> None:
        # By topic, as it stands in a hint: `company:7`.
        self.watchers: dict[str, set[Watcher]] = {}
        self.told: dict[str, State] = {}

    def __len__(self) -> int:
        return sum(map(len, self.watchers.values()))

    def everybody(self) -> list[Watcher]:
        return [watcher for watchers in self.watchers.values() for watcher in watchers]

    def topics(self) -> list[Topic]:
        return [next(iter(watchers)).topic for watchers in self.watchers.values()]

    def add(self, watcher: Watcher, state: State) -> None:
        """Its first hint says how the record stands, so that the page catches up."""
        topic = str(watcher.topic)
        self.watchers.setdefault(topic, set()).add(watcher)
        version = self.told.setdefault(topic, state).version
        watcher.tell(f"{topic}:v{version}")

    def remove(self, watcher: Watcher) -> None:
        topic = str(watcher.topic)
        others = self.watchers.get(topic, set())
        others.discard(watcher)
        if not others:
            self.watchers.pop(topic, None)
            self.told.pop(topic, None)

    def heard(self, hint: str) -> None:
        """Of PostgreSQL, while it was being committed or just after."""
        topic, _, what = hint.rpartition(":")
        told = self.told.get(topic)
        if told is None or what == f"v{told.version}":
            return
        if what[:1] == "v" and what[1:].isdecimal():
            self.told[topic] = told._replace(version=int(what[1:]))
        self._tell(topic, hint)

    def compare(self, topics: list[Topic], found: Mapping[str, State]) -> None:
        """What no hint told is told now: bulk writes, locks that expired, whatever was missed."""
        for topic in map(str, topics):
            before, now = self.told.get(topic), found.get(topic, GONE)
            if before is None or before == now:
                continue
            self.told[topic] = now
            moved = f"v{now.version}" if now.version != before.version else "lock"
            self._tell(topic, f"{topic}:{moved}")

    def ask_all_to_look(self) -> None:
        """Who shows a record is in no version, and a crash of PostgreSQL forgets it."""
        loop = asyncio.get_running_loop()
        for topic in self.watchers:
            loop.call_later(uniform(0, SPREAD_SECONDS), self._tell, topic, f"{topic}:presence")  # noqa: S311

    def _tell(self, topic: str, hint: str) -> None:
        for watcher in self.watchers.get(topic, ()):
            watcher.tell(hint)
