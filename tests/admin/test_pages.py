"""Every table opens, for admins and nobody else."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from realsync.accounts.models import User
from realsync.numbers.models import NumberSeries
from tests.admin.places import admin_of, place, registered
from tests.world import World

OURS = (
    "accounts",
    "activity",
    "certificates",
    "companies",
    "db",
    "equipment",
    "exports",
    "inbox",
    "lists",
    "locking",
    "numbers",
    "outbox",
    "quotes",
    "tasks",
    "work",
)
# Models of ours that the admin shows nowhere, each with its reason.
NOT_SHOWN = {
    "accounts.NamedPerson": "a view of users, who are shown",
    "certificates.AuditPack": "a request of a client, which becomes a file for a week",
    "certificates.IncidentCertificate": "listed on the page of its incident",
    "certificates.IncidentClient": "listed on the page of its incident",
    "certificates.Validity": "written by trigger only, and shown on the page of its instrument",
    "equipment.EquipmentLabel": "the address of its page: whoever holds the label knows it",
    "certificates.CertificateStandard": "shown with its certificate",
    "companies.DocumentVersion": "shown with its document",
    "companies.UnsubscribeLink": "the address of its page: whoever holds the mail knows it",
    "equipment.Proposal": "answered on the page of proposals",
    "equipment.ServicePricing": "edited with its service",
    "exports.Export": "each sees their own only; what was exported stands in the log",
    "inbox.InboxItem": "each reads their own inbox only; the database shows nobody else's",
    "lists.Anchors": "places in long lists, of no use to anybody who reads them",
    "lists.SavedView": "each manages their own on the list; what is shared stands in the log",
    "lists.Selection": "numbers of rows, for a day; each sees rows through their own scope",
    "locking.Draft": "what somebody has typed and not saved: each reads their own only",
    "locking.Presence": "said on the page of the record, for two minutes",
    "quotes.QuoteApproval": "shown on the page of its quote, and in its history",
    "quotes.QuoteLine": "edited with its quote",
    "quotes.QuoteResponse": "shown on the page of its quote",
    "numbers.NumberSeries": "has two columns for its key: /admin/numbers/ shows it",
    "work.BenchItem": "read at the bench of its job",
    "work.BenchSheet": "read at the bench of its job",
    "work.CalendarFeed": "each makes and revokes their own; the database shows nobody else's",
    "work.JobItem": "shown with its job",
    "work.Measurement": "read at the bench of its job",
    "work.RecallItem": "shown with its mail",
    "work.ServiceRequest": "shown on the page of its job",
    "work.ServiceRequestItem": "shown with its request",
    "work.VisitAnswer": "shown on the page of its job",
    "work.Skill": "ticked on the page of skills",
    "outbox.IdempotencyKey": "each reads their own keys only; they say nothing and are forgotten",
}
EVERY_TABLE = pytest.mark.parametrize("label", [model._meta.label for model in registered()])


def test_every_model_of_ours_is_shown_or_has_a_reason() -> None:
    shown = {model._meta.label for model in admin.site._registry}
    ours = {model._meta.label for app in OURS for model in apps.get_app_config(app).get_models()}
    assert sorted(ours - shown - NOT_SHOWN.keys()) == []
    assert sorted(NOT_SHOWN.keys() & shown) == []


def test_the_first_page_names_every_table(world: World, operator: Client) -> None:
    body = operator.get(reverse("admin:index")).content.decode()
    for model in registered():
        assert place(model, "changelist") in body
        app = reverse("admin:app_list", args=[model._meta.app_label])
        assert operator.get(app).status_code == 200


def test_the_number_series_are_shown(world: World, operator: Client, restored: None) -> None:
    assert "No number has been drawn" in operator.get(reverse("admin:numbers")).content.decode()
    NumberSeries.objects.using("owner").create(series="QTE", day="2026-11-23", last=4711)
    assert "4711" in operator.get(reverse("admin:numbers")).content.decode()


@EVERY_TABLE
def test_every_list_opens(furnished: World, operator: Client, label: str) -> None:
    address = place(apps.get_model(label), "changelist")
    for query in ({}, {"q": "aster 100%_ 'x\\"}, {"p": "0"}, {"p": "999"}, {"o": "1.-2"}):
        assert operator.get(address, query, follow=True).status_code == 200, query


@EVERY_TABLE
def test_every_row_opens(furnished: World, operator: Client, label: str) -> None:
    model = apps.get_model(label)
    pk = model._base_manager.using("owner").values_list("pk", flat=True)[0]
    table = admin_of(model)
    lines_only = table.list_display_links is None
    assert operator.get(place(model, "change", pk)).status_code == (404 if lines_only else 200)
    allowed = 200 if table.may_delete else 403
    assert operator.get(place(model, "delete", pk)).status_code == allowed
    assert operator.get(place(model, "add")).status_code == (200 if table.may_add else 403)
    if not lines_only:
        assert operator.get(place(model, "history", pk), follow=True).status_code == 200


@EVERY_TABLE
def test_unknown_rows_are_404(world: World, operator: Client, label: str) -> None:
    model = apps.get_model(label)
    for unknown in ("999999999", "9" * 30, "x", "../x"):
        assert operator.get(place(model, "change", unknown)).status_code == 404


@pytest.mark.parametrize("who", ["management", "scheduler", "sales", "onboarding", "technician"])
def test_other_staff_may_not(world: World, sign_in: Callable[[User], Client], who: str) -> None:
    client = sign_in(world.people[who])
    assert {client.get(address).status_code for address in _addresses()} == {403}


@pytest.mark.parametrize("who", ["company_manager", "branch_manager"])
def test_clients_find_nothing(world: World, sign_in: Callable[[User], Client], who: str) -> None:
    client = sign_in(world.people[who])
    assert {client.get(address).status_code for address in _addresses()} == {404}


def test_strangers_are_asked_to_sign_in_where_everybody_does(world: World) -> None:
    client = Client()
    for address in _addresses():
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=/admin/")


def test_there_is_no_second_sign_in(world: World, operator: Client) -> None:
    for page in ("login", "logout", "password_change", "password_change/done", "r/1/1", "nothing"):
        assert operator.get(f"/admin/{page}/").status_code == 404


def test_no_secret_is_on_any_page(furnished: World, operator: Client) -> None:
    secrets = ["HIDDEN", "a secret link", operator.session.session_key, "pbkdf2"]
    for model in registered():
        pk = model._base_manager.using("owner").values_list("pk", flat=True)[0]
        pages = [operator.get(place(model, "changelist")), operator.get(place(model, "change", pk))]
        for body in (page.content.decode() for page in pages):
            assert [secret for secret in secrets if secret and secret in body] == [], model


def test_people_are_no_choice_in_a_form(furnished: World, operator: Client) -> None:
    for app, model, field in (
        ("companies", "companygrant", "user"),
        ("companies", "note", "author"),
    ):
        asked = {"app_label": app, "model_name": model, "field_name": field, "term": "a"}
        assert operator.get(reverse("admin:autocomplete"), asked).status_code == 403
    asked = {"app_label": "companies", "model_name": "branch", "field_name": "company"}
    answer = operator.get(reverse("admin:autocomplete"), asked | {"term": "aster"})
    assert [row["text"] for row in answer.json()["results"]] == ["Aster Foods"]


def test_no_lookup_that_we_do_not_offer(world: World, operator: Client) -> None:
    address = place(apps.get_model("companies.Branch"), "changelist")
    for lookup in ("code__regex", "company__grants__user__password__startswith", "name__gt"):
        assert operator.get(address, {lookup: "("}).status_code == 400
    assert operator.get(address, {"company": world.aster.pk}).status_code == 200
    assert operator.get(address, {"is_active__exact": "maybe"}).status_code == 302


def _addresses() -> list[str]:
    lists = [place(model, "changelist") for model in registered()]
    added = [place(model, "add") for model in registered()]
    alone = [reverse(f"admin:{name}") for name in ("index", "autocomplete", "numbers")]
    return [*alone, *lists, *added]
