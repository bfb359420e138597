"""Absences, holidays and skills, and the calendar that a technician takes along."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.utils import timezone

from jobs.work.models import Absence, CalendarFeed, Holiday, Skill
from jobs.work.planning.calendar import as_text, escaped, folded, visits_of
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_user
from tests.made.words import CANARY
from tests.work.test_states import HOUR, schedule
from tests.world import World

SignIn = Callable[[User], Client]
ABSENCES, HOLIDAYS, SKILLS = (
    "/jobs/schedule/absences/",
    "/jobs/schedule/holidays/",
    "/jobs/schedule/skills/",
)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def away(world: World, **more: object) -> dict[str, object]:
    return {
        "absence-technician": world.staff[Role.TECHNICIAN].pk,
        "absence-first_on": in_days(10),
        "absence-last_on": in_days(12),
        "absence-kind": "leave",
        "absence-note": "At the sea",
        **more,
    }


def test_an_absence_is_noted_and_taken_back(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    assert client.post(ABSENCES, away(world)).status_code == 302
    assert "At the sea" in client.get(ABSENCES).content.decode()
    absence = Absence.objects.using("owner").latest("pk")
    address = f"{ABSENCES}{absence.pk}/end/"
    assert client.post(address, {"version": 99}).status_code == 409
    assert client.post(address, {"version": absence.version}).status_code == 302
    assert "At the sea" not in client.get(ABSENCES).content.decode()
    assert client.post(address, {"version": 2}).status_code == 404
    entries = Activity.objects.using("owner").filter(entity_type="absence", entity_id=absence.pk)
    verbs = sorted(entries.values_list("verb", flat=True))
    assert verbs == ["absence.created", "absence.retired"]


def test_nobody_is_away_twice_whoever_writes(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    assert client.post(ABSENCES, away(world)).status_code == 302
    again = client.post(ABSENCES, away(world, **{"absence-first_on": in_days(12)}))
    assert again.status_code == 409
    assert "away on some of these days already" in again.content.decode()
    with pytest.raises(DatabaseError, match="absences_once"):
        Absence.objects.using("owner").create(
            technician_id=world.staff[Role.TECHNICIAN].pk,
            first_on=in_days(0),
            last_on=in_days(10),
        )


@pytest.mark.parametrize(("field", "value"), [
    ("absence-technician", "1"), ("absence-technician", ""), ("absence-first_on", "soon"),
    ("absence-last_on", in_days(1)), ("absence-kind", "bored"), ("absence-note", "x" * 5000),
])  # fmt: skip
def test_a_wrong_absence_is_refused(world: World, sign_in: SignIn, field: str, value: str) -> None:
    answer = sign_in(world.staff[Role.SCHEDULER]).post(ABSENCES, away(world, **{field: value}))
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_an_absence_names_what_is_booked_meanwhile(world: World, sign_in: SignIn) -> None:
    job, client = world.jobs["own"], sign_in(world.staff[Role.SCHEDULER])
    noon = timezone.now().replace(hour=12, minute=0) + timedelta(days=11)
    schedule(job, world.staff[Role.TECHNICIAN].pk, noon)
    told = client.post(ABSENCES, away(world), follow=True).content.decode()
    assert f"stays so until somebody moves it: {job.number}" in told


def test_a_holiday_is_noted_once_and_taken_back(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.MANAGEMENT])
    sent = {"holiday-held_on": in_days(20), "holiday-name": "Harvest", "holiday-region": "East"}
    assert client.post(HOLIDAYS, sent).status_code == 302
    assert client.post(HOLIDAYS, sent).status_code == 409
    assert client.post(HOLIDAYS, {**sent, "holiday-region": "West"}).status_code == 302
    assert client.post(HOLIDAYS, {**sent, "holiday-name": ""}).status_code == 422
    holiday = Holiday.objects.using("owner").get(region="East")
    address = f"{HOLIDAYS}{holiday.pk}/end/"
    assert client.post(address, {"version": holiday.version}).status_code == 302
    assert client.post(HOLIDAYS, sent).status_code == 302


def test_skills_are_ticked(world: World, sign_in: SignIn) -> None:
    client, technician = sign_in(world.staff[Role.ADMIN]), world.staff[Role.TECHNICIAN]
    assert "electrical" in client.get(SKILLS).content.decode()
    assert (
        client.post(SKILLS, {"skill": [f"{technician.pk}:magic", "9:electrical"]}).status_code
        == 302
    )
    assert not Skill.objects.using("owner").exists()
    assert client.post(SKILLS, {"skill": f"{technician.pk}:electrical"}).status_code == 302
    assert Skill.objects.using("owner").get().technician_id == technician.pk
    skill = Skill.objects.using("owner").get()
    for typed, status, end in (("2026-13-01", 422, None), ("2026-02-01", 302, date(2026, 2, 1))):
        sent = {"end-skill": skill.pk, "end-valid_until": typed}
        assert client.post(f"{SKILLS}end/", sent).status_code == status
        skill.refresh_from_db(using="owner")
        assert skill.valid_until == end
    assert "until 1 Feb 2026" in client.get(SKILLS).content.decode()
    entries = Activity.objects.using("owner").filter(verb="account.skills")
    assert {entry.entity_id for entry in entries} == {technician.pk}


def test_who_manages_what_is_beside_the_schedule(world: World, sign_in: SignIn) -> None:
    for role in (Role.SALES, Role.ONBOARDING, Role.TECHNICIAN):
        client = sign_in(world.staff[role])
        assert {client.get(a).status_code for a in (ABSENCES, SKILLS)} == {403}
        assert client.post(HOLIDAYS).status_code == 403


CALENDAR = "/jobs/calendar/"


def opened(client: Client) -> str:
    """The path of a new feed."""
    text = client.post(CALENDAR).content.decode()
    found = re.search(r"http://testserver(/calendar/[\w-]+\.ics)", text)
    assert found
    return found[1]


def test_a_feed_is_shown_once_and_revoked(world: World, sign_in: SignIn) -> None:
    client, stranger = sign_in(world.staff[Role.TECHNICIAN]), Client()
    address = opened(client)
    assert stranger.get(address).status_code == 200
    assert ".ics" not in client.get(CALENDAR).content.decode()
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert token not in "".join(
        CalendarFeed.objects.using("owner").values_list("token_hash", flat=True)
    )
    newer = opened(client)
    assert stranger.get(address).status_code == 404
    assert stranger.get(newer).status_code == 200
    assert client.post(f"{CALENDAR}end/").status_code == 302
    assert stranger.get(newer).status_code == 404
    unknown = stranger.get("/calendar/nothing.ics")
    assert (unknown.status_code, unknown.content) == (404, stranger.get(newer).content)
    verbs = Activity.objects.using("owner").filter(verb__startswith="account.feed")
    assert [entry.verb for entry in verbs.order_by("pk")] == [
        "account.feed_opened", "account.feed_opened", "account.feed_revoked",
    ]  # fmt: skip


def test_who_has_left_has_no_feed(world: World, sign_in: SignIn) -> None:
    technician = world.staff[Role.TECHNICIAN]
    address = opened(sign_in(technician))
    User.objects.using("owner").filter(pk=technician.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_only_technicians_have_one(world: World, sign_in: SignIn) -> None:
    for role in (Role.ADMIN, Role.SCHEDULER, Role.SALES):
        assert sign_in(world.staff[role]).post(CALENDAR).status_code == 403


def test_a_feed_holds_the_visits_of_its_technician_and_no_others(
    world: World, sign_in: SignIn
) -> None:
    other = User.objects.using("owner").create(
        email="tess@staff.example", name="Tess", role=Role.TECHNICIAN
    )
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    technician = world.staff[Role.TECHNICIAN]
    schedule(world.jobs["own"], technician.pk, start)
    schedule(world.jobs["foreign"], other.pk, start)
    schedule(world.jobs["other"], technician.pk, start - timedelta(days=60))
    answer = Client().get(opened(sign_in(technician)))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert f"UID:job-{world.jobs['own'].pk}@testserver\r\n" in text
    assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}\r\n" in text
    assert f"DTEND:{start + 2 * HOUR:%Y%m%dT%H%M%SZ}\r\n" in text
    assert re.search(r"\r\nSEQUENCE:\d+\r\n", text)
    assert re.search(r"\r\nLAST-MODIFIED:\d{8}T\d{6}Z\r\n", text)
    assert re.search(r"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", text)
    assert "SUMMARY:Aster Foods: Visit in spring\r\n" in text
    assert CANARY not in text
    again = Client().get(opened(sign_in(technician)), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_nobody_reads_feeds_but_by_a_token(world: World, sign_in: SignIn) -> None:
    """No scope may call the function, nor read another's row; the login role reads no table."""
    opened(sign_in(world.staff[Role.TECHNICIAN]))
    assert visits_of("x") == []
    with connections["default"].cursor() as cursor:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT * FROM calendar_feeds")
        for person in (world.staff[Role.ADMIN], world.alice, world.staff[Role.TECHNICIAN]):
            with as_user(User.objects.get(pk=person.pk)):  # noqa: SIM117 (the scope stays open)
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    cursor.execute("SELECT * FROM calendar_feed('x')")
    other = User.objects.using("owner").create(
        email="tess@staff.example", name="Tess", role=Role.TECHNICIAN
    )
    with as_user(User.objects.get(pk=other.pk)):
        assert not CalendarFeed.objects.exists()


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    for text in ("x" * 75, "x" * 76, "é" * 200, "日本" * 100, "a😀" * 60, ""):
        parts = list(folded(f"SUMMARY:{text}"))
        assert all(len(part.encode()) <= 75 for part in parts)
        assert all(part.startswith(" ") for part in parts[1:])
        assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == f"SUMMARY:{text}"
    assert len(list(folded("x" * 75))) == 1
    assert len(list(folded("x" * 76))) == 2


def test_texts_are_escaped() -> None:
    assert escaped("a, b; c\\d\r\ne\nf\x00\x07g") == "a\\, b\\; c\\\\d\\ne\\nfg"
    assert as_text([], name="A, B", host="x", address="y").splitlines()[4] == "X-WR-CALNAME:A\\, B"
