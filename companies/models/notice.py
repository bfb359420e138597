from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Exists, Index, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from companies.choices import NoticeKind
from companies.models.note import Note
from companies.models.place import Placed
from realsync.accounts.models import User
from realsync.db.scope import Scope, ScopeRole
from realsync.db.scoped import ScopedQuerySet

# What needs no acknowledgement is news for so long.
NEWS = timedelta(days=30)


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    def latest_first(self) -> Self:
        return self.order_by("-pk")

    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)

    def waiting(self) -> Self:
        """Nobody of the client has acknowledged it."""
        seen = Acknowledgement.objects.filter(notice=OuterRef("pk"))
        return self.in_force().filter(Q(needs_acknowledgement=True) & ~Exists(seen))


def ask_unread(scope: Scope) -> tuple[str, tuple[Any, ...]]:
    """How many of them a client has yet to read, 99 at most: asked along with their scope."""
    branches = list(scope.branch_ids) if scope.role is ScopeRole.BRANCH else None
    return "unread_notices(%s, %s, %s, %s)", (scope.company_id, branches, scope.user_id, NEWS)


def unread_notices(scope: Scope) -> int:
    sql, values = ask_unread(scope)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT {sql}", values)
        return int(cursor.fetchone()[0])


class Notice(Placed):
    """What the house tells a client in the portal; never changed once published, but withdrawn."""

    kind = models.TextField(_("kind"), choices=NoticeKind.choices)
    title = models.TextField(_("title"))
    text = models.TextField(_("text"), blank=True, db_default="")
    needs_acknowledgement = models.BooleanField(_("to be acknowledged"), db_default=False)
    # The record that it is about, if it is about one.
    entity_type = models.TextField(blank=True, db_default="")
    entity_id = models.BigIntegerField(null=True)
    # Names what it tells: the same is published once.
    key = models.TextField(blank=True, db_default="")
    created_at = models.DateTimeField(_("published"), db_default=Now())
    # Then it says nothing any more but that it was, and why.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_for = models.TextField(_("why it was withdrawn"), blank=True, db_default="")

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "notices"
        default_permissions = ()
        indexes = [
            # The latest of a company. Used by its portal pages and by the staff's.
            Index(fields=["company_id", "-id"], name="idx_notices_company"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="notices_once"),
            models.CheckConstraint(condition=~Q(title=""), name="notices_title_given"),
            models.CheckConstraint(
                condition=Q(kind__in=NoticeKind.values), name="notices_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_for="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_for=""),
                name="notices_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AcknowledgementQuerySet(ScopedQuerySet["Acknowledgement"]):
    pass


class Acknowledgement(Placed):
    """A client has seen a notice, or what the office wrote; place as there, by trigger."""

    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, related_name="acknowledgements", db_index=False
    )
    note = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    # As they were called: clients cannot read accounts.
    user_name = models.TextField(db_default="")
    # When the page was shown on which it was acknowledged.
    shown_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[AcknowledgementQuerySet] = AcknowledgementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "acknowledgements"
        default_permissions = ()
        constraints = [
            # Also the index for who has acknowledged a notice. Used by its pages.
            models.UniqueConstraint(fields=["notice", "user"], name="acknowledgements_once"),
            models.UniqueConstraint(fields=["user", "note"], name="acknowledgements_note_once"),
            models.CheckConstraint(
                condition=Q(notice__isnull=True) ^ Q(note__isnull=True),
                name="acknowledgements_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.user_name
