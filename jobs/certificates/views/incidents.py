"""Incidents: their list, the page of one with its certificates and clients, and their moves."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.db.models import Count, Model, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.retiring.pages import STALE, held_in_words, version_in
from companies.retiring.refused import Refused
from jobs.certificates.actions.incident import (
    close_incident,
    in_doubt,
    open_incident,
    settle_client,
    tell_client,
    tell_clients,
)
from jobs.certificates.incidents.forms import (
    ClosureForm,
    FailureForm,
    NoticeForm,
    SettlementForm,
)
from jobs.certificates.incidents.tables import (
    INCIDENTS,
    clients_of,
    incidents_of,
    look_of,
    papers_of,
)
from jobs.certificates.models import Incident, IncidentCertificate, IncidentClient
from jobs.certificates.policies import may_handle
from jobs.work.models import Standard
from jobs.work.words import moment
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.editing.writing import Stale
from realsync.freshness.times import RECORDS
from realsync.lists.record_page import record_page
from realsync.lists.related import related_card, related_rows
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "incident:{pk}", "certificate", "company", "standard")
def incident_detail(request: StaffRequest, pk: int) -> HttpResponse:
    incident = _incident(request, pk)
    clients = IncidentClient.objects.visible_to(request.user).filter(incident=incident)
    context = {
        "look": look_of(incident.status),
        "may_edit": False,  # what it says is said once; what it brings about has its own pages
        "may_handle": may_handle(request.user, incident),
        "papers": IncidentCertificate.objects.visible_to(request.user)
        .filter(incident=incident)
        .count(),
        **clients.aggregate(
            clients=Count("pk"),
            told=Count("pk", filter=Q(told_at__isnull=False)),
            settled=Count("pk", filter=Q(settled_at__isnull=False)),
            left=Count("pk", filter=Q(told_at=None, settled_at=None)),
        ),
        "closed": moment(incident.closed_at),
    }
    return record_page(request, incident, INCIDENTS, "incidents/detail.html", **context)


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "incident:{pk}", "certificate", "standard")
def papers_of_incident(request: StaffRequest, pk: int) -> HttpResponse:
    _incident(request, pk)
    nothing = _("No certificate rests on this standard since then.")
    return related_card(request, papers_of(pk), nothing=nothing)


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "incident:{pk}", "certificate", "standard")
def papers_of_incident_rows(request: StaffRequest, pk: int) -> HttpResponse:
    _incident(request, pk)
    return related_rows(request, papers_of(pk))


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "incident:{pk}", "company", "contact", "notice", "standard")
def clients_of_incident(request: StaffRequest, pk: int) -> HttpResponse:
    handles = may_handle(request.user, _incident(request, pk))
    return related_card(request, clients_of(pk, may_handle=handles), nothing=_("No client."))


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "incident:{pk}", "company", "contact", "notice", "standard")
def clients_of_incident_rows(request: StaffRequest, pk: int) -> HttpResponse:
    handles = may_handle(request.user, _incident(request, pk))
    return related_rows(request, clients_of(pk, may_handle=handles))


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "standard:{pk}", "incident")
def incidents_of_standard(request: StaffRequest, pk: int) -> HttpResponse:
    _standard(request, pk)
    return related_card(request, incidents_of(pk), nothing=_("It has never failed."))


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "standard:{pk}", "incident")
def incidents_of_standard_rows(request: StaffRequest, pk: int) -> HttpResponse:
    _standard(request, pk)
    return related_rows(request, incidents_of(pk))


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def standard_failure(request: StaffRequest, pk: int) -> HttpResponse:
    """A standard is marked as failed; the answer is the incident that this opens."""
    standard = _standard(request, pk)
    form = FailureForm(request.POST or None)

    def fail() -> Model:
        values = {"version": version_in(request), **form.cleaned_data}
        return open_incident(standard=standard, by=_me(request), **values)

    used = in_doubt(request.user, standard)
    found = used.aggregate(papers=Count("pk"), clients=Count("company_id", distinct=True))
    told = _("Certificates in doubt: %(papers)d, of clients: %(clients)d.") % found
    if standard.last_good_on:
        since = date_format(standard.last_good_on, "j F Y")
        told += " " + _("It was last found within its limits on %s.") % since
    else:
        told += " " + _("Nobody has noted when it was last found within its limits: it is all.")
    title = _("Mark as failed")
    return _asked(
        request, standard, form, fail, title=title, told=told,
        said=_("The standard is marked as failed. This incident is what follows from it."),
        is_possible=not standard.is_failed,
    )  # fmt: skip


@staff_view(Permission.CERTIFICATE_APPROVE)
@writes
@once
def incident_notices(request: StaffRequest, pk: int) -> HttpResponse:
    incident = _incident(request, pk)
    form = NoticeForm(request.POST or None, initial={"notice": incident.notice})

    def send() -> Model:
        values = {"version": version_in(request), **form.cleaned_data}
        tell_clients(incident=incident, by=_me(request), **values)
        return incident

    untold = IncidentClient.objects.visible_to(request.user).filter(incident=incident).untold()
    number, reached = untold.count(), untold.reachable().count()
    told = ngettext("%(count)d client was not told yet.", "%(count)d clients were not told yet.",
                    number) % {"count": number}  # fmt: skip
    if number > reached:
        told += " " + _("At %(count)d of them nobody gets certificates by e-mail: call them.") % {
            "count": number - reached
        }
    return _asked(
        request, incident, form, send, title=_("Send notices to clients"), told=told,
        said=_("The notices are on their way."), is_possible=incident.is_open,
    )  # fmt: skip


@staff_view(Permission.CERTIFICATE_APPROVE)
@writes
@once
def incident_closure(request: StaffRequest, pk: int) -> HttpResponse:
    incident = _incident(request, pk)
    form = ClosureForm(request.POST or None)

    def close() -> Model:
        values = {"version": version_in(request), **form.cleaned_data}
        return close_incident(incident=incident, by=_me(request), **values)

    return _asked(
        request, incident, form, close, title=_("Close the incident"),
        told=_("Every client was told, or it was settled with them. Say what came of it."),
        said=_("The incident is closed."), is_possible=incident.is_open,
    )  # fmt: skip


@staff_view(Permission.CERTIFICATE_APPROVE)
@writes
@once
def incident_notice(request: StaffRequest, pk: int) -> HttpResponse:
    """To one client."""
    client = _client(request, pk)

    def send() -> Model:
        if not tell_client(client=client, by=_me(request)):
            messages.warning(
                request,
                _("No contact there gets certificates by e-mail: call them, then settle it."),
            )
        return client.incident

    return _asked(
        request, client.incident, None, send, title=_("Send the notice"),
        told=client.incident.notice,
        said=_("The notice to %s stands in their portal.") % client.company.name,
        is_possible=client.incident.is_open and client.told_at is None, about=client.company.name,
    )  # fmt: skip


@staff_view(Permission.CERTIFICATE_APPROVE)
@writes
@once
def incident_settlement(request: StaffRequest, pk: int) -> HttpResponse:
    """What came of it at one client."""
    client = _client(request, pk)
    form = SettlementForm(request.POST or None, initial={"settlement": client.settlement})

    def settle() -> Model:
        settle_client(client=client, by=_me(request), **form.cleaned_data)
        return client.incident

    return _asked(
        request, client.incident, form, settle, title=_("Settle it for a client"),
        told=_("Their certificates hold, or were withdrawn and the instruments calibrated again."),
        said=_("It is settled for %s.") % client.company.name,
        is_possible=client.incident.is_open, about=client.company.name,
    )  # fmt: skip


def _asked(
    request: StaffRequest,
    record: Any,
    form: forms.Form | None,
    action: Callable[[], Model],
    *,
    said: str,
    is_possible: bool,
    **page: Any,
) -> HttpResponse:
    """The page that asks, and what came of it: the page of the record that `action` answers."""
    if isinstance(record, Incident) and not may_handle(request.user, record) and is_possible:
        raise PermissionDenied
    page |= {"form": form, "is_possible": is_possible}
    if request.method != "POST" or not is_possible:
        status = HTTPStatus.OK if request.method != "POST" else HTTPStatus.CONFLICT
        return _page(request, record, status=status, **page)
    if form is not None and not form.is_valid():
        return _page(request, record, status=HTTPStatus.UNPROCESSABLE_ENTITY, **page)
    try:
        with transaction.atomic():
            made = action()
    except Stale as stale:
        now: Any = stale.current
        return _page(request, now, status=HTTPStatus.CONFLICT, problem=str(STALE), **page)
    except Refused as refused:
        told = refused.sentence
        return _page(request, record, status=HTTPStatus.CONFLICT, problem=told, **page)
    except OperationalError as error:
        told = held_in_words(error, request, record)
        return _page(request, record, status=HTTPStatus.CONFLICT, problem=told, **page)
    messages.success(request, said)
    return HttpResponseRedirect(address_of(made))


def _page(request: StaffRequest, record: Any, *, status: int, **page: Any) -> HttpResponse:
    context = {"record": record, "back": address_of(record), "action": request.path, **page}
    response = render(request, "incidents/asking.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response


def _incident(request: StaffRequest, pk: int) -> Incident:
    incidents = Incident.objects.visible_to(request.user).select_related("standard")
    return get_object_or_404(incidents, pk=pk)


def _standard(request: StaffRequest, pk: int) -> Standard:
    return get_object_or_404(Standard.objects.visible_to(request.user), pk=pk)


def _client(request: StaffRequest, pk: int) -> IncidentClient:
    clients = IncidentClient.objects.visible_to(request.user)
    return get_object_or_404(clients.select_related("incident__standard", "company"), pk=pk)


def _me(request: StaffRequest) -> User:
    return cast(User, request.user)
