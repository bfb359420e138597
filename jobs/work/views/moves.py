"""The moves of a job, each a resource of its own; where goods are; a job out of a quote."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from companies.retiring.pages import STALE, held_in_words, version_in
from companies.retiring.refused import Refused
from jobs.quotes.models import Quote
from jobs.work.actions.item import note_goods
from jobs.work.actions.job import create_job_of_quote, move_job, schedule_job
from jobs.work.forms import GoodsForm, MoveForm
from jobs.work.models import Job, JobItem
from jobs.work.moves import BY_NOUN, Move
from jobs.work.policies import may_work_on
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.db.violations import in_words
from realsync.editing.row_pages import RowPages
from realsync.editing.writing import Stale
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of

MOST_ITEMS = 50  # four fields each, and what they showed: a form has at most 1,000


@staff_view(Permission.JOB_EDIT)
@writes
@once
def job_move(request: StaffRequest, pk: int, noun: str) -> HttpResponse:
    move = BY_NOUN[noun]
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if not move.may_be_made_by(request.user, job):
        raise PermissionDenied
    form = move.form(request.POST if request.method == "POST" else None, job=job)
    if not move.is_offered(job):
        told = _("The job is %(state)s, and cannot do this any more.")
        told %= {"state": job.get_status_display().lower()}
        return _page(request, job, move, form, status=HTTPStatus.CONFLICT, problem=told)
    if request.method != "POST":
        return _page(request, job, move, form)
    if not form.is_valid():
        return _page(request, job, move, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _made(request, job, move, form)


def _made(request: StaffRequest, job: Job, move: Move, form: MoveForm) -> HttpResponse:
    try:
        with transaction.atomic():
            moved = _act(request, job, move, form)
    except Stale as stale:
        now: Any = stale.current
        return _page(request, now, move, form, status=HTTPStatus.CONFLICT, problem=str(STALE))
    except Refused as refused:
        told: dict[str, Any] = {"problem": refused.sentence, "other": refused.to}
        return _page(request, job, move, form, status=HTTPStatus.CONFLICT, **told)
    except IntegrityError as error:
        violation = in_words(error)
        if violation is None:
            raise
        told = {"problem": str(violation.sentence)}
        return _page(request, job, move, form, status=HTTPStatus.CONFLICT, **told)
    except OperationalError as error:
        told = {"problem": held_in_words(error, request, job)}
        return _page(request, job, move, form, status=HTTPStatus.CONFLICT, **told)
    said = _("%(job)s: %(state)s.") % {"job": moved.number, "state": moved.get_status_display()}
    messages.success(request, said)
    return HttpResponseRedirect(address_of(moved))


def _act(request: StaffRequest, job: Job, move: Move, form: MoveForm) -> Job:
    given: dict[str, Any] = {"job": job, "by": request.user, "version": version_in(request)}
    if move.noun == "schedule":
        return schedule_job(**given, **form.cleaned_data)
    return move_job(**given, to=move.to, verb=move.verb, values=form.cleaned_data)


def _page(
    request: StaffRequest, job: Job, move: Move, form: MoveForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "record": job,
        "move": move,
        "form": form,
        "is_offered": move.is_offered(job),
        "back": address_of(job),
        "action": request.path,
        **more,
    }
    if context.get("other"):
        context["other_address"] = address_of(context["other"])
    response = render(request, "jobs/move.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response


@staff_view(Permission.JOB_EDIT)
@writes
@once
def job_goods(request: StaffRequest, pk: int) -> HttpResponse:
    """Received, condition, shelf, returned, item by item; also of a job that is done."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if not may_work_on(request.user, job):
        raise PermissionDenied
    items: Any = JobItem.objects.visible_to(request.user).active().filter(job=job).in_order()
    if request.method == "POST":
        items = items.select_for_update(of=("self",))
    items = list(items)
    pages = RowPages("items", len(items), MOST_ITEMS, request.GET)
    if request.method != "POST":
        forms = [GoodsForm(item=item) for item in items[pages.before :][:MOST_ITEMS]]
        return _goods_page(request, job, forms, pages)
    forms = [GoodsForm(request.POST, item=item) for item in items]
    forms = [form for form in forms if form.was_sent]
    valid = [form.is_valid() for form in forms]  # each says what is wrong with it
    if not all(valid):
        return _goods_page(request, job, forms, pages, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    by = cast(User, request.user)
    for form in forms:
        if changes := form.changes():
            note_goods(item=form.item, by=by, version=form.item.version, changes=changes)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(address_of(job))


def _goods_page(
    request: StaffRequest,
    job: Job,
    forms: list[GoodsForm],
    pages: RowPages,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"record": job, "forms": forms, "pages": pages, "back": address_of(job)}
    response = render(request, "jobs/goods.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@staff_view(Permission.JOB_CREATE)
@writes
@once
def job_of_quote(request: StaffRequest, pk: int) -> HttpResponse:
    """An accepted quote becomes a job once; asked again, the answer is that job."""
    quote = get_object_or_404(Quote.objects.visible_to(request.user), pk=pk)
    job = Job.objects.visible_to(request.user).filter(quote=quote).first()
    if request.method == "POST" and job is None:
        problem = ""
        try:
            with transaction.atomic():
                job = create_job_of_quote(quote=quote, by=cast(User, request.user))
                return HttpResponseRedirect(address_of(job))
        except IntegrityError as error:
            violation = in_words(error)
            if violation is None:
                raise
            problem = str(violation.sentence)
        return _ask_quote(request, quote, problem, status=HTTPStatus.CONFLICT)
    if job is not None:
        return HttpResponseRedirect(address_of(job))
    return _ask_quote(request, quote, "")


def _ask_quote(
    request: StaffRequest, quote: Quote, problem: str, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "record": quote,
        "problem": problem,
        "back": address_of(quote),
        "action": request.path,
    }
    response = render(request, "jobs/of_quote.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
