"""The bench's own arithmetic; what it measures is measured by `make bench` alone."""

import gzip
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

from tests.bench.__main__ import BEGIN, END, write_between_marks
from tests.bench.budgets import CappedCounts, Measured, Queries, SamePage, Times
from tests.bench.cases import CASES, YARDSTICKS
from tests.bench.connection import Answer, content_length, request_for
from tests.bench.figures import Spread
from tests.bench.places import FINDERS
from tests.bench.report import Figure, Report, Row, as_markdown, as_text
from tests.bench.statements import is_uncapped_count, is_wrapping

LINE = Measured(
    spread=Spread(1.0, 2.0, 3.0),
    cpu_ms=1.5,
    wire_bytes=2048,
    gzip_bytes=1024,
    queries=3,
    database_ms=0.5,
    uncapped_counts=0,
    page=b"page",
)


def test_a_spread_is_in_milliseconds() -> None:
    spread = Spread.of([second / 1000 for second in range(1, 101)])
    assert (spread.best, spread.median, spread.p95) == pytest.approx((1, 50.5, 95))


def test_a_line_is_compared_by_the_medians() -> None:
    lines = {"P": LINE, "list": replace(LINE, spread=Spread(1.0, 3.0, 9.0))}
    verdict = Times(1.0, "P").judge(lines["list"], lines)
    assert verdict is not None
    assert verdict.excess == pytest.approx(0.5)
    assert str(verdict).endswith("MISSED by 50%")


def test_a_line_without_its_yardstick_is_not_judged() -> None:
    assert Times(1.0, "P").judge(LINE, {}) is None


def test_budgets_that_are_met_say_so() -> None:
    assert str(Queries(3).judge(LINE, {})) == "≤ 3 queries: 3 ok"
    assert str(CappedCounts().judge(LINE, {})) == "no uncapped count: 0 ok"


def test_another_page_tells_a_record_that_exists() -> None:
    verdict = SamePage("unknown").judge(LINE, {"unknown": replace(LINE, page=b"other")})
    assert verdict is not None
    assert verdict.excess > 0


def test_every_line_has_a_name_of_its_own_and_is_compared_with_one_that_exists() -> None:
    keys = [case.key for case in (*YARDSTICKS, *CASES)]
    assert len(set(keys)) == len(keys)
    compared = {budget.of for case in CASES for budget in case.budgets if isinstance(budget, Times)}
    assert compared <= set(keys)


def test_whatever_a_line_names_can_be_found() -> None:
    names = {name for case in CASES for _text, name, *_rest in Formatter().parse(case.path) if name}
    assert names <= set(FINDERS)


@pytest.mark.parametrize(
    ("sql", "wrapping"),
    [
        ("SELECT set_config(%s, %s, true)", True),
        ("SAVEPOINT s1", True),
        ('SELECT "users"."id" FROM "users"', False),
    ],
)
def test_scope_and_savepoints_are_no_queries(sql: str, wrapping: bool) -> None:
    assert is_wrapping(sql) is wrapping


def test_a_count_below_a_limit_is_capped() -> None:
    assert is_uncapped_count('SELECT COUNT(*) FROM "equipment"')
    assert not is_uncapped_count('SELECT COUNT(*) FROM (SELECT 1 FROM "equipment" LIMIT 1001) s')


def test_a_body_is_counted_compressed_also_if_it_was_not() -> None:
    assert content_length(b"HTTP/1.1 200 OK\r\nContent-Length: 12") == 12
    plain = Answer(200, b"HTTP/1.1 200 OK", b"row " * 1000, 0.001)
    assert plain.gzip_bytes < 100 < plain.wire_bytes
    packed = replace(
        plain, head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip", body=gzip.compress(plain.body)
    )
    assert packed.gzip_bytes == packed.wire_bytes
    assert packed.page == plain.page


def test_a_fragment_is_asked_for_as_htmx_asks() -> None:
    assert b"HX-Request: true" in request_for("/equipment/rows/", "a=b", fragment=True)
    assert b"HX-Request" not in request_for("/equipment/", "a=b")


def test_a_report_stands_between_the_marks(tmp_path: Path) -> None:
    report = Report(
        {"rounds": "16"},
        [Row("list, office", LINE, [Queries(3).judge(LINE, {})])],
        [Figure("migrate an empty database", "2.0 CPU-s")],
    )
    assert "0 budgets missed" in as_text(report)
    page = tmp_path / "bench.md"
    page.write_text(f"# Bench\n\n{BEGIN}\nold\n{END}\n\nThe end.\n")
    write_between_marks(page, as_markdown(report))
    text = page.read_text()
    assert "| list, office | 1.00 | 2.00 | 3.00 |" in text
    assert "old" not in text
    assert text.endswith("The end.\n")
