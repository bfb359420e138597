"""What the house tells a client in the portal, and that the client has seen it."""

from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.choices import NoticeKind
from companies.models import Branch, Company, Notice
from companies.retiring.refused import Refused
from realsync.accounts.models import User
from realsync.activity.models import Audience
from realsync.activity.record import record

SEEN = """
INSERT INTO acknowledgements (notice_id, company_id, branch_id, user_id, user_name, shown_at)
VALUES (%(notice_id)s, %(company_id)s, %(branch_id)s, %(user_id)s, %(user_name)s, %(shown_at)s)
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def publish(
    *,
    by: User | None,
    company_id: int,
    branch_id: int | None = None,
    kind: NoticeKind,
    title: str,
    text: str = "",
    about: Model | None = None,
    needs_acknowledgement: bool = False,
    key: str = "",
) -> Notice | None:
    """For all of the company's managers, or those of one branch. `about` is the record it leads to.

    `by` is None where the system tells. With a `key` (`incident:7:company:12`) the same is
    published once, however often it is asked for; None where it was there already.
    """
    notice = Notice(
        company_id=company_id,
        branch_id=branch_id,
        kind=kind,
        title=title,
        text=text,
        needs_acknowledgement=needs_acknowledgement,
        entity_type=str(about._meta.model_name) if about is not None else "",
        entity_id=about.pk if about is not None else None,
        key=key,
    )
    if key and Notice.objects.filter(key=key).exists():
        return None
    notice.save()
    _log(notice, by=by, verb="notice.published")
    return notice


@transaction.atomic
def withdraw(*, notice: Notice, by: User, reason: str) -> Notice:
    """Clients see that it was, and why; not what it said. Raises Refused the second time."""
    notice = Notice.objects.visible_to(by).select_for_update(of=("self",)).get(pk=notice.pk)
    if notice.withdrawn_at is not None:
        raise Refused(_("It was withdrawn already."))
    notice.withdrawn_at, notice.withdrawn_for = timezone.now(), reason
    notice.save(update_fields=["withdrawn_at", "withdrawn_for"])
    _log(notice, by=by, verb="notice.withdrawn", reason=(None, reason))
    return notice


@transaction.atomic
def acknowledge(*, notice: Notice, by: User, shown_at: datetime) -> bool:
    """False where they have done so before: twice is once. News is only marked as read."""
    seen: dict[str, Any] = {
        "notice_id": notice.pk,
        "user_id": by.pk,
        "user_name": by.name,
        "shown_at": shown_at,
    }
    place = {"company_id": notice.company_id, "branch_id": notice.branch_id}
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(SEEN, seen | place)
        if cursor.rowcount == 0:
            return False
    if notice.needs_acknowledgement:
        _log(notice, by=by, verb="notice.acknowledged")
    return True


def _log(notice: Notice, *, by: User | None, verb: str, **more: tuple[Any, Any]) -> None:
    """On the company or branch that it is for."""
    told = {"notice": (None, notice.pk), "title": (None, notice.title), **more}
    company = Company(pk=notice.company_id)
    branch = Branch(pk=notice.branch_id, company_id=notice.company_id)
    place = branch if notice.branch_id else company
    record(by=by, verb=verb, entity=place, changes=told, audience=Audience.CLIENT)
