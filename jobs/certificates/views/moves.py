"""A certificate is handed in, approved, rejected, amended, withdrawn; drafts of a whole job."""

from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.retiring.pages import STALE, held_in_words, version_in
from companies.retiring.refused import Refused
from jobs.certificates.actions.draft import draft_certificates
from jobs.certificates.background import issue_paper
from jobs.certificates.models import Certificate
from jobs.certificates.moves import BY_NOUN, Move, given_to
from jobs.certificates.policies import may_draft
from jobs.certificates.review.queue import queue_of
from jobs.work.models import Job
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.db.violations import in_words
from realsync.editing.writing import Stale
from realsync.lists.words import waiting_in_words
from realsync.outbox.idempotency import once
from realsync.outbox.work import enqueue
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.RESULT_RECORD)
@writes
@once
def certificate_move(request: StaffRequest, pk: int, noun: str) -> HttpResponse:
    """GET asks; POST does it. A script, the review queue, is answered in JSON."""
    move = BY_NOUN[noun]
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
    if not request.user.may(move.permission):
        raise PermissionDenied
    form = move.form(request.POST if request.method == "POST" else None)
    if not move.may(request.user, certificate):
        return _refused(request, certificate, move, form, _not_now(certificate), is_over=True)
    if request.method != "POST":
        return _page(request, certificate, move, form)
    if not form.is_valid():
        return _invalid(request, certificate, move, form)
    return _made(request, certificate, move, form)


def _made(
    request: StaffRequest, certificate: Certificate, move: Move, form: forms.Form
) -> HttpResponse:
    given = given_to(move, by=request.user, version=version_in(request), site=site_of(request))
    try:
        with transaction.atomic():
            made = move.act(certificate=certificate, **given, **form.cleaned_data)
    except Stale as stale:
        now = cast(Certificate, stale.current)
        is_over = not move.may(request.user, now)
        return _refused(request, now, move, form, str(STALE), is_over=is_over)
    except Refused as refused:
        return _refused(request, certificate, move, form, refused.sentence, other=refused.to)
    except IntegrityError as error:
        violation = in_words(error)
        if violation is None:
            raise
        return _refused(request, certificate, move, form, str(violation.sentence))
    except OperationalError as error:
        held = held_in_words(error, request, certificate)
        return _refused(request, certificate, move, form, held)
    told = str(move.said) % (made.number or made.description)
    if request.htmx:
        waiting = waiting_in_words(queue_of(request.user).order_by().count())
        return JsonResponse({"told": told, "waiting": waiting})
    messages.success(request, told)
    return HttpResponseRedirect(_onward(request, made))


def _onward(request: StaffRequest, made: Certificate) -> str:
    """From the review queue to the next one there; else to the page of what was made."""
    if "queue" in request.POST:
        at = request.POST["queue"]
        return reverse("certificates:review", query={"at": at} if at.isdecimal() else None)
    return address_of(made) if made.is_active else reverse("certificates:list")


def _not_now(certificate: Certificate) -> str:
    told = _("This is not possible: the certificate is %(state)s, or it is your own work.")
    return told % {"state": certificate.get_status_display().lower()}


def _invalid(
    request: StaffRequest, certificate: Certificate, move: Move, form: forms.Form
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if request.htmx:
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"problem": problem}, status=status)
    return _page(request, certificate, move, form, status=status)


def _refused(
    request: StaffRequest,
    certificate: Certificate,
    move: Move,
    form: forms.Form,
    problem: str,
    *,
    other: Any = None,
    is_over: bool = False,
) -> HttpResponse:
    if request.htmx:
        told = {"problem": problem, "gone": is_over, "stale": not is_over}
        return JsonResponse(told, status=HTTPStatus.CONFLICT)
    status = HTTPStatus.OK if request.method != "POST" else HTTPStatus.CONFLICT
    more = {"problem": problem, "is_over": is_over, "other": other}
    return _page(request, certificate, move, form, status=status, **more)


def _page(
    request: StaffRequest,
    certificate: Certificate,
    move: Move,
    form: forms.Form,
    *,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    context = {
        "record": certificate,
        "move": move,
        "form": form,
        "back": address_of(certificate),
        "action": request.path,
        **more,
    }
    if context.get("other"):
        context["other_address"] = address_of(context["other"])
    response = render(request, "certificates/move.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response


@staff_view(Permission.RESULT_RECORD)
@writes
@once
def certificates_drafting(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft for each instrument of the job that was measured and has no certificate."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if not may_draft(request.user, job.technician_id):
        raise PermissionDenied
    if request.method == "POST":
        drafts = draft_certificates(job=job, by=cast(User, request.user))
        count = len(drafts)
        if count:
            said = ngettext("%d certificate drafted.", "%d certificates drafted.", count) % count
            messages.success(request, said)
        else:
            messages.info(request, _("Whatever was measured has its certificate already."))
        return HttpResponseRedirect(address_of(job) + "#certificates")
    context = {"record": job, "back": address_of(job), "action": request.path}
    response = render(request, "certificates/drafting.html", context)
    response["Cache-Control"] = "no-store"
    return response


@staff_view(Permission.WORK_SEE)
@writes
def certificate_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks for the file of an issued certificate that has none; asked twice, it is made once."""
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
    if certificate.is_issued and not certificate.pdf:
        if request.method != "POST":
            context = {"record": certificate, "back": address_of(certificate)}
            return render(request, "certificates/making.html", context | {"action": request.path})
        enqueue(issue_paper, pk)
        messages.info(request, _("The PDF is being made. Reload the page in a moment."))
    return HttpResponseRedirect(address_of(certificate))


def site_of(request: StaffRequest) -> str:
    """Where our pages are, as it is printed: `https://crm.example`."""
    return request.build_absolute_uri("/").rstrip("/")
