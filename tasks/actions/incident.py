"""The tasks that an incident brings about."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.certificates.models import Incident, IncidentClient
from realsync.accounts.models import User
from realsync.outbox.work import enqueue, outbox_task
from tasks.actions.task import make_task
from tasks.choices import TaskPriority

ASSESS_DAYS, SETTLE_DAYS = 2, 14


def tasks_of_incident(incident: Incident, by: User) -> None:
    """In the background: they are whoever opened it, to hand over."""
    enqueue(make_tasks_of_incident, incident.pk, by.pk)


@outbox_task(queue="quick")
def make_tasks_of_incident(incident_id: int, assignee_id: int) -> None:
    """Each is made once, also if this runs twice."""
    incident = Incident.objects.select_related("standard").get(pk=incident_id)
    named = {"incident": incident.code, "standard": str(incident.standard)}
    today = timezone.localdate()
    wanted = [(_("Have %(standard)s repaired and calibrated"), SETTLE_DAYS)]
    if IncidentClient.objects.filter(incident=incident).exists():
        wanted = [
            (_("Tell the clients of %(incident)s"), 0),
            (_("Look at the certificates of %(incident)s and withdraw what fails"), ASSESS_DAYS),
            (_("Settle %(incident)s with each client, and close it"), SETTLE_DAYS),
            *wanted,
        ]
    for title, days in wanted:
        make_task(
            title=title % named,
            due_on=today + timedelta(days=days),
            about=incident,
            assignee_id=assignee_id,
            text=incident.reason,
            priority=TaskPriority.URGENT,
        )
