"""The tasks that a client brings about: an answer to a quote, another date, a request."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.quotes.models import Quote, QuoteResponse
from jobs.work.models import Job, ServiceRequest, VisitAnswer
from realsync.accounts.models import User
from tasks.actions.task import make_task
from tasks.choices import TaskPriority

PLAN_DAYS, ASK_WHY_DAYS = 1, 3


def task_of_response(response: QuoteResponse, quote: Quote, by: User) -> None:
    """A job is planned by whoever takes it; whoever made the quote asks why it was declined."""
    today = timezone.localdate()
    job = Job.objects.filter(pk=response.job_id).first() if response.job_id else None
    if job is not None:
        order = response.purchase_order
        make_task(
            title=_("Plan %s: the client accepts the quote") % job.number,
            due_on=today + timedelta(days=PLAN_DAYS),
            about=job,
            text=_("Purchase order %s") % order if order else "",
        )
        return
    make_task(
        title=_("Declined by the client: quote %s") % quote.number,
        due_on=today + timedelta(days=ASK_WHY_DAYS),
        about=quote,
        assignee_id=quote.owner_id,
        text=response.reason,
    )


def task_of_other_date(answer: VisitAnswer, job: Job) -> None:
    make_task(
        title=_("Another date for %s") % job.number,
        due_on=timezone.localdate(),
        about=job,
        text=answer.text,
        priority=TaskPriority.HIGH,
    )


def task_of_request(request: ServiceRequest, job: Job) -> None:
    make_task(
        title=_("Plan %s: the client asks for service") % job.number,
        due_on=timezone.localdate() + timedelta(days=PLAN_DAYS),
        about=job,
        text=request.text,
    )
