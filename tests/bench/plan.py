"""What is asked of which server by whom: the lines, with everything in them filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from tests.bench import processes
from tests.bench.cases import YARDSTICK, Case, Place
from tests.bench.connection import request_for
from tests.bench.measure import Request
from tests.bench.saving import Beating, Posting, Saving
from tests.bench.web import Web


@dataclass(frozen=True)
class Inside:
    """What the database was asked, as statements.py saw it; nothing is known of a yardstick."""

    queries: int | None = None
    database_ms: float | None = None
    uncapped_counts: int = 0


@dataclass(frozen=True)
class Plan:
    cases: Sequence[Case]
    paths: Mapping[str, str]
    cookies: Mapping[str, str]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Self:
        owner = processes.as_owner()
        found = processes.ask("tests.bench.targets", owner, [_question(case) for case in cases])
        yardstick = processes.ask("tests.bench.yardstick.prepare", owner)
        return cls(
            cases,
            dict(zip([case.key for case in cases], found["paths"], strict=True)),
            found["cookies"] | {YARDSTICK: yardstick["cookie"]},
        )

    def requests(self, ours: Web, yardstick: Web) -> list[Request]:
        return [
            Request(
                case.key,
                yardstick if case.who == YARDSTICK else ours,
                request_for(
                    self.paths[case.key], self.cookies[case.who], fragment=case.is_fragment
                ),
                case.status,
                self._posting(case),
            )
            for case in self.cases
        ]

    def _posting(self, case: Case) -> Posting | None:
        path, cookie = self.paths[case.key], self.cookies[case.who]
        if case.beats:
            return Beating(path, cookie)
        return Saving(path, cookie, case.saves) if case.saves else None

    def inside(self) -> dict[str, Inside]:
        mine = [case for case in self.cases if case.who != YARDSTICK]
        question = [
            {
                "path": self.paths[case.key],
                "cookie": self.cookies[case.who],
                "fragment": case.is_fragment,
                "saves": case.saves,
                "beats": case.beats,
            }
            for case in mine
        ]
        answers = processes.ask("tests.bench.statements", processes.as_web(), question)
        return {case.key: Inside(**answer) for case, answer in zip(mine, answers, strict=True)}


def _question(case: Case) -> dict[str, object]:
    after = case.after.name if isinstance(case.after, Place) else case.after
    return {"who": case.who, "path": case.path, "after": after}
