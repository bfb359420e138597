"""Notices to all clients of an incident leave in the background, so many in one transaction."""

from jobs.certificates.incidents.notice import send_notice
from jobs.certificates.models import IncidentClient
from realsync.accounts.models import User
from realsync.outbox.work import enqueue, outbox_task

AT_ONCE = 100


@outbox_task(queue="quick")
def tell_incident_clients(incident_id: int, by_id: int) -> None:
    """A portion of those who were not told yet, and the next one behind it."""
    untold = IncidentClient.objects.untold().reachable().filter(incident=incident_id)
    rows = untold.select_related("incident").select_for_update(of=("self",)).order_by("pk")
    by = User.objects.get(pk=by_id)
    told = [send_notice(client, by=by) for client in rows[:AT_ONCE]]
    if len(told) == AT_ONCE:
        enqueue(tell_incident_clients, incident_id, by_id)
