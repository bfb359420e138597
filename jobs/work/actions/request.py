"""A client asks for service of instruments: they say so, the system makes a job of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.choices import AskState
from companies.models import Branch
from equipment.models import CalibrationPlan, Equipment
from jobs.quotes.actions.line import words_of
from jobs.quotes.pricing import prices_of
from jobs.work.actions.job import create_job
from jobs.work.models import Job, ServiceRequest, ServiceRequestItem
from jobs.work.people import schedulers
from jobs.work.requests import on_open_jobs
from realsync.accounts.acting import acting_for
from realsync.accounts.models import User
from realsync.editing.rows import RowChange
from realsync.inbox.tell import tell
from realsync.outbox.work import enqueue, outbox_task

ASKED = "job.asked_for"
MOST_INSTRUMENTS = 100
# Of an instrument's plans those are meant that fall due by then; else the next one.
DUE_DAYS = 90

# What follows a request that became a job; apps above say so in `ready()`.
Follower = Callable[[ServiceRequest, Job], None]
_followers: list[Follower] = []


def register_on_request(follower: Follower) -> None:
    _followers.append(follower)


@transaction.atomic
def request_service(
    *,
    by: User,
    instruments: Iterable[Equipment],
    place: str,
    wanted_from: date | None,
    wanted_to: date | None,
    contact: str,
    text: str,
    submission: UUID | None,
) -> list[ServiceRequest]:
    """One request for each branch. Raises IntegrityError (`service_requests_once`) for a form
    again."""
    at: dict[int, list[Equipment]] = defaultdict(list)
    for instrument in instruments:
        at[instrument.branch_id].append(instrument)
    said = {
        "place": place,
        "wanted_from": wanted_from,
        "wanted_to": wanted_to,
        "contact": contact,
        "text": text,
        "submission": submission,
    }
    return [_asked(by, asked, said) for asked in at.values()]


def _asked(by: User, instruments: list[Equipment], said: dict[str, Any]) -> ServiceRequest:
    place = {"company_id": instruments[0].company_id, "branch_id": instruments[0].branch_id}
    request = ServiceRequest.objects.create(
        user_id=by.pk, user_name=by.name, how_many=len(instruments), **place, **said
    )
    ServiceRequestItem.objects.bulk_create(
        ServiceRequestItem(
            request=request, equipment=each, description=words_of(None, each), **place
        )
        for each in instruments
    )
    enqueue(settle_request, request.pk)
    return request


@outbox_task(queue="quick")
def settle_request(request_id: int) -> None:
    """Once in effect: a new job with what of the instruments is not in hand already."""
    request = ServiceRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    if request.state != AskState.OPEN:
        return
    by = acting_for(request.user_id)
    asked = list(_instruments(request))
    known = on_open_jobs(by, [each.pk for each in asked])
    free = [each for each in asked if each.pk not in known]
    request.job = _job(request, free, by) if free else None
    request.state = AskState.DONE if free else AskState.REFUSED
    request.settled_at = timezone.now()
    if len(free) < request.how_many:
        request.answer = _left_out(request.how_many - len(free), [*known.values()], bool(free))
    request.save(update_fields=["state", "job", "answer", "settled_at"])
    if request.job is None:
        return
    people = schedulers().values_list("pk", flat=True)
    tell(user_ids=people, by=by, verb=ASKED, entity=request.job, excerpt=request.text)
    for follower in _followers:
        follower(request, request.job)


def _instruments(request: ServiceRequest) -> Any:
    """Those that are still this company's and in use; ours until the transaction ends, so that of
    two requests for one of them one makes the job."""
    items = ServiceRequestItem.objects.filter(request=request)
    rows = Equipment.objects.active().filter(
        pk__in=items.values("equipment_id"), company_id=request.company_id
    )
    return rows.order_by("pk").select_for_update(of=("self",))


def _left_out(count: int, known: list[Any], some: bool) -> str:
    numbers = ", ".join(sorted({each.number for each in known if each.number}))
    told = ngettext(
        "%(count)d instrument is in hand already or not in use any more",
        "%(count)d instruments are in hand already or not in use any more",
        count,
    ) % {"count": count}
    told = f"{told} ({numbers})" if numbers else told
    return _("%s, and was left out.") % told if some else _("%s.") % told


def _job(request: ServiceRequest, instruments: list[Equipment], by: User) -> Job:
    title = ngettext(
        "Service asked for: %d instrument", "Service asked for: %d instruments", len(instruments)
    ) % len(instruments)
    branch = Branch.objects.get(pk=request.branch_id)
    rows = [RowChange(None, 0, values) for values in _items(branch, instruments, by)]
    return create_job(by=by, values={"branch": branch, "title": title}, items=rows)


def _items(branch: Branch, instruments: list[Equipment], by: User) -> Iterator[dict[str, Any]]:
    plans = CalibrationPlan.objects.active().filter(equipment__in=instruments)
    of_each: dict[int, list[CalibrationPlan]] = defaultdict(list)
    for plan in plans.in_order().select_related("service"):
        of_each[plan.equipment_id].append(plan)
    services = {plan.service_id: plan.service for each in of_each.values() for plan in each}
    prices = prices_of(by, branch.company_id, services.values())
    by_then = timezone.localdate() + timedelta(days=DUE_DAYS)
    for instrument in instruments:
        every = of_each[instrument.pk]
        due = [plan for plan in every if plan.next_due_on and plan.next_due_on <= by_then]
        for plan in due or every[:1]:
            yield {
                "service": plan.service,
                "equipment": instrument,
                "plan": plan,
                "description": words_of(plan.service, None),
                "unit": plan.service.unit,
                "unit_price": prices[plan.service_id],
            }
        if not every:
            yield {"equipment": instrument, "plan": None, "description": words_of(None, instrument)}
