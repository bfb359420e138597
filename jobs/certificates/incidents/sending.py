"""Notices to all clients of an incident leave in the background, so many in one transaction."""

from jobs.certificates.incidents.notice import send_notice
from jobs.certificates.models import IncidentClient
from realsync.accounts.models import User
from realsync.outbox.work import enqueue, outbox_task

AT_ONCE = 100


@outbox_task(queue="quick")
def tell_incident_clients(incident_id: int, by_id: int, after: int) -> None:
    """A portion of those who were not told yet, and the next one behind it.

    Also those whom no mail reaches: it stands in their portal, and somebody calls them.
    """
    untold = IncidentClient.objects.untold().filter(incident=incident_id, pk__gt=after)
    rows = untold.select_related("incident").select_for_update(of=("self",)).order_by("pk")
    by = User.objects.get(pk=by_id)
    clients = list(rows[:AT_ONCE])
    for client in clients:
        send_notice(client, by=by)
    if len(clients) == AT_ONCE:
        enqueue(tell_incident_clients, incident_id, by_id, clients[-1].pk)
