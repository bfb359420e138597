"""What is said in the demo data, in a database."""

import pytest

from tests.demo.test_loading import one

pytestmark = pytest.mark.usefixtures("demo_data")


def test_unread_is_counted_as_the_trigger_would() -> None:
    counted = "(SELECT count(*) FROM inbox i WHERE i.user_id = u.id AND i.read_at IS NULL)"
    assert one(f"SELECT bool_and(u.unread = {counted}) FROM users u")
    assert one("SELECT count(*) FROM users WHERE unread > 0") >= 4


def test_notes_stand_where_their_record_stands() -> None:
    assert one("SELECT count(*) FROM notes") == 600
    assert one("SELECT count(DISTINCT entity_type) FROM notes") == 3
    wrong = (
        "SELECT count(*) FROM notes n LEFT JOIN equipment e ON e.id = n.entity_id"
        " WHERE n.entity_type = 'equipment' AND (e.company_id, e.branch_id)"
        " IS DISTINCT FROM (n.company_id, n.branch_id)"
    )
    assert one(wrong) == 0
    assert one("SELECT count(*) FROM notes WHERE audience = 'client'") > 30
    assert one("SELECT count(*) FROM notes WHERE is_pinned") > 5


def test_nobody_is_told_of_a_note_that_they_may_not_read() -> None:
    shut_out = (
        "SELECT count(*) FROM inbox i JOIN notes n ON n.id = i.note_id"
        " JOIN users u ON u.id = i.user_id"
        " WHERE n.audience = 'staff' AND u.role IN ('technician', 'onboarding')"
    )
    assert one(shut_out) == 0
