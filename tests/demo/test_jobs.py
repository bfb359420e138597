"""Jobs of the small size, in a database."""

import pytest

from tests.demo.test_loading import one

pytestmark = pytest.mark.usefixtures("demo_data")


def test_there_are_as_many_as_there_should_be() -> None:
    assert one("SELECT count(*) FROM jobs") == 400
    assert one("SELECT count(*) FROM job_items") == 1_333
    assert one("SELECT count(DISTINCT number) FROM jobs") == 400
    assert one("SELECT count(DISTINCT status) FROM jobs") >= 6


def test_snapshots_places_and_technicians_are_those_of_the_triggers() -> None:
    assert (
        one(
            "SELECT count(*) FROM job_items i JOIN equipment e ON e.id = i.equipment_id"
            " WHERE (e.branch_id, e.code, e.serial) IS DISTINCT FROM"
            " (i.branch_id, i.equipment_code, i.serial)"
        )
        == 0
    )
    assert (
        one(
            "SELECT count(*) FROM job_items i JOIN jobs j ON j.id = i.job_id"
            " WHERE i.technician_id IS DISTINCT FROM j.technician_id"
        )
        == 0
    )
    assert (
        one(
            "SELECT count(*) FROM jobs j JOIN branches b ON b.id = j.branch_id"
            " WHERE j.company_name <> b.company_name"
        )
        == 0
    )


def test_what_is_done_to_an_instrument_is_one_of_its_plans() -> None:
    of_plans = "FROM job_items i JOIN calibration_plans p ON p.id = i.plan_id"
    strangers = "(p.equipment_id, p.service_id) <> (i.equipment_id, i.service_id)"
    assert one(f"SELECT count(*) {of_plans}") > 1_000
    assert one(f"SELECT count(*) {of_plans} WHERE {strangers}") == 0


def test_there_is_a_week_to_plan() -> None:
    assert one("SELECT count(*) FROM jobs WHERE status = 'scheduled'") >= 10
    assert one("SELECT count(*) FROM jobs WHERE status = 'accepted'") >= 5
    assert one("SELECT count(*) FROM absences WHERE first_on > '2026-07-01'") >= 5
    assert one("SELECT count(*) FROM holidays WHERE region <> ''") >= 10
    assert one("SELECT count(DISTINCT technician_id) FROM skills") >= 10


def test_what_is_planned_around_fits_the_rest() -> None:
    assert (
        one(
            "SELECT count(*) FROM skills WHERE technician_id NOT IN"
            " (SELECT id FROM users WHERE role = 'technician' AND is_active)"
            " OR category NOT IN (SELECT category FROM services)"
        )
        == 0
    )
    assert (
        one(
            "SELECT count(*) FROM holidays WHERE region <> ''"
            " AND region NOT IN (SELECT region FROM branches)"
        )
        == 0
    )
    assert (
        one(
            "SELECT count(*) FROM absences a JOIN jobs j USING (technician_id)"
            " WHERE j.status IN ('scheduled', 'in_progress')"
            " AND daterange(a.first_on, a.last_on, '[]') @> j.starts_at::date"
        )
        == 0
    )


def test_no_technician_is_in_two_places() -> None:
    assert (
        one(
            "SELECT count(*) FROM jobs a JOIN jobs b USING (technician_id)"
            " WHERE a.id < b.id AND a.status IN ('scheduled', 'in_progress')"
            " AND b.status IN ('scheduled', 'in_progress')"
            " AND (a.starts_at, a.ends_at) OVERLAPS (b.starts_at, b.ends_at)"
        )
        == 0
    )
