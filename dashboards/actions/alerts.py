"""An alert is one task for the admins, made by the system and closed by it."""

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from dashboards.watch.limits import STANDS
from realsync.accounts.models import NamedPerson
from realsync.accounts.roles import Role
from realsync.activity.record import record
from realsync.db.violations import is_held
from realsync.editing.writing import assign
from realsync.inbox.tell import tell
from realsync.watch.models import Alert
from tasks.actions.task import make_task
from tasks.choices import TaskPriority, TaskStatus
from tasks.models import Task

RAISED = "task.alert"
# Whoever looks second waits for the first: an alert is raised once.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock('alerts'::regclass::oid::int, 0)"


@transaction.atomic
def raise_alert(*, name: str, title: str, said: str) -> bool:
    """Whether it is new. In the system's scope, or for nobody in the office's."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    if Alert.objects.filter(pk=name).exists():
        return False
    admins = list(_admins())
    task = make_task(
        title=title,
        due_on=timezone.localdate(),
        assignee_id=admins[0] if admins else None,
        text=f"{said}\n{settings.SITE_ADDRESS}{reverse('operations')}",
        priority=TaskPriority.URGENT,
    )
    tell(user_ids=admins[1:], by=None, verb=RAISED, entity=task, excerpt=said)
    Alert.objects.create(name=name, said=said, task_id=task.pk)
    return True


@transaction.atomic
def clear_alert(*, name: str) -> bool:
    """The system's work. Whether it is over, and its task with it."""
    since = timezone.now() - STANDS
    alert = Alert.objects.filter(pk=name, raised_at__lt=since).first()
    if alert is None or not _close(alert.task_id):
        return False
    Alert.objects.filter(pk=name).delete()
    return True


def _close(task_id: int) -> bool:
    """False while somebody is writing in it: the next minute comes."""
    task = Task.objects.open().filter(pk=task_id).first()
    if task is None:
        return True  # somebody closed it
    try:
        with transaction.atomic():
            changes = assign(task, {"status": TaskStatus.COMPLETED})
            record(by=None, verb="task.completed", entity=task, changes=changes)
    except OperationalError as error:
        if not is_held(error):
            raise
        return False
    return True


def _admins() -> list[int]:
    people = NamedPerson.objects.filter(role=Role.ADMIN, is_active=True).order_by("pk")
    return list(people.values_list("pk", flat=True))
