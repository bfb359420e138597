"""What was measured in the small size, and the papers that came of it."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections

from jobs.work.verdicts import verdict, worst
from tests.demo.test_loading import one

pytestmark = pytest.mark.usefixtures("demo_data")


def rows(query: str) -> list[Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def test_there_are_papers_in_every_state() -> None:
    assert one("SELECT count(*) FROM certificates") == 1_150
    assert one("SELECT count(*) FROM measurements") > 5_000
    states = dict(rows("SELECT status, count(*) FROM certificates GROUP BY status"))
    assert min(states.values()) >= 1
    assert states["approved"] > 900
    assert states["pending_review"] >= 40
    assert states["superseded"] == one("SELECT count(*) FROM certificates WHERE amends_id > 0")
    assert one("SELECT count(DISTINCT verdict) FROM certificates") == 4
    assert 0.02 <= one("SELECT avg((verdict = 'fail')::int) FROM certificates") <= 0.08
    assert one("SELECT count(*) FROM standards WHERE status = 'failed'") == 1
    assert one("SELECT count(*) FROM standards WHERE due_on < '2026-07-01'") >= 2


def test_verdicts_are_those_of_the_rule() -> None:
    found: dict[int, list[str]] = {}
    for item, rule, lower, upper, as_found, as_left, uncertainty, before, after in rows(
        "SELECT item_id, decision_rule, lower_limit, upper_limit, as_found, as_left,"
        " expanded_uncertainty, verdict_found, verdict"
        " FROM measurements JOIN bench_sheets USING (job_id)"
    ):
        left = as_found if as_left is None else as_left
        assert before == verdict(rule, as_found, lower, upper, uncertainty)
        assert after == verdict(rule, left, lower, upper, uncertainty)
        found.setdefault(item, []).append(after)
    for item, said in rows("SELECT item_id, verdict FROM certificates"):
        assert said == worst(found[item])


def test_a_paper_says_what_was_measured() -> None:
    for item, results, standards in rows(
        "SELECT item_id, results, standards FROM certificates ORDER BY id LIMIT 40"
    ):
        measured = rows(
            f"SELECT quantity, as_found, standard_id FROM measurements WHERE item_id = {item}"
            " ORDER BY position"
        )
        printed = [(each["quantity"], Decimal(each["as_found"])) for each in json.loads(results)]
        assert printed == [(quantity, value) for quantity, value, _standard in measured]
        assert {each["id"] for each in json.loads(standards)} == {row[2] for row in measured}


def test_numbers_have_no_gaps_and_follow_the_day_of_issue() -> None:
    gaps = """
    SELECT count(*) FROM (
        SELECT issued_on, count(*) AS issued, max(right(number, 4)::int) AS last FROM certificates
        WHERE number <> '' GROUP BY issued_on
    ) AS days WHERE issued <> last
    """
    assert one(gaps) == 0
    assert (
        one(
            "SELECT count(*) FROM certificates WHERE number <> ''"
            ' AND number NOT LIKE to_char(issued_on, \'"CRT-"YYYYMMDD"-%"\')'
        )
        == 0
    )


def test_nobody_approved_their_own() -> None:
    assert (
        one(
            "SELECT count(*) FROM certificates c WHERE approver_id = ANY (maker_ids) OR EXISTS ("
            " SELECT FROM measurements m WHERE m.item_id = c.item_id"
            " AND m.recorded_by_id = c.approver_id)"
        )
        == 0
    )


def test_validities_and_incidents_are_those_of_the_triggers() -> None:
    """As jobs/certificates/sql/0007_validities.sql and actions/incident.py have it."""
    expected = """
    SELECT certificate_id, ends_on, during FROM validities EXCEPT
    SELECT id, coalesce(due_on, ends_on), daterange(
        performed_on, LEAST(coalesce(due_on, ends_on) + 1, next_on))
    FROM (
        SELECT c.*, (performed_on + (interval_count || ' ' || interval_unit)::interval)::date
                   AS ends_on,
               lead(performed_on) OVER (PARTITION BY c.equipment_id, c.service_id
                                        ORDER BY performed_on, c.id) AS next_on
        FROM certificates c LEFT JOIN calibration_plans p
            ON p.equipment_id = c.equipment_id AND p.service_id = c.service_id AND p.is_active
        WHERE status = 'approved'
    ) AS papers WHERE verdict IN ('pass', 'conditional_pass')
    """
    assert rows(expected) == []
    assert one("SELECT count(*) FROM validities") == one(
        "SELECT count(*) FROM certificates WHERE status = 'approved'"
        " AND verdict IN ('pass', 'conditional_pass')"
    )
    in_doubt = """
    SELECT count(*) FROM certificate_standards s JOIN incidents i USING (standard_id)
    WHERE s.performed_on >= i.since
    """
    assert one(in_doubt) == one("SELECT count(*) FROM incident_certificates") > 0
    assert one("SELECT sum(certificates) FROM incident_clients") == one(in_doubt)


def test_dates_of_plans_are_those_that_approvals_would_have_left() -> None:
    """The newest calibration that passed; one that failed has moved nothing."""
    plans = """
    SELECT %s FROM (
        SELECT last_on, bool_or(good) AS passed, min(performed_on) AS first,
               max(performed_on) FILTER (WHERE good) AS expected
        FROM calibration_plans p JOIN (
            SELECT *, verdict IN ('pass', 'conditional_pass') AS good FROM certificates
            WHERE number <> ''
        ) AS issued USING (equipment_id, service_id)
        GROUP BY p.id
    ) AS plans
    """
    assert one(plans % "count(*) FILTER (WHERE passed)") > 300
    assert one(plans % "count(*) FILTER (WHERE NOT passed)") > 0
    assert one(plans % "count(*) FILTER (WHERE last_on IS DISTINCT FROM expected AND passed)") == 0
    assert one(plans % "count(*) FILTER (WHERE last_on >= first AND NOT passed)") == 0
