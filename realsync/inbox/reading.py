"""What has been read, and what is to be read again."""

from django.db import transaction
from django.db.models.functions import Now

from realsync.accounts.models import User
from realsync.inbox.models import InboxItem


@transaction.atomic
def mark(*, item: InboxItem, by: User, is_read: bool) -> None:
    """Nobody else is concerned: this is not logged."""
    items = InboxItem.objects.visible_to(by).filter(pk=item.pk, read_at__isnull=is_read)
    items.update(read_at=Now() if is_read else None)


@transaction.atomic
def mark_all(*, by: User) -> None:
    InboxItem.objects.visible_to(by).unread().update(read_at=Now())
