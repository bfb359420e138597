from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Index, Q
from django.utils.translation import gettext_lazy as _

from companies.choices import NoteKind
from companies.models.link import Link, LinkQuerySetMixin
from realsync.accounts.models import User
from realsync.activity.models import Audience
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import ScopedQuerySet

# Of a staff note, onboarding sees nothing, and technicians only those of their own jobs; which
# those are, the policy of the table says.
OWN_WORK = Q(entity_type="job")


class NoteQuerySet(LinkQuerySetMixin, ScopedQuerySet["Note"]):
    def visible_to(self, user: Person) -> Self:
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.is_client or scope.role is ScopeRole.ONBOARDING:
            return rows.filter(audience=Audience.CLIENT)
        if scope.role is ScopeRole.TECHNICIAN:
            return rows.filter(OWN_WORK | Q(audience=Audience.CLIENT))
        return rows

    def active(self) -> Self:
        return self.filter(is_active=True)

    def in_order(self) -> Self:
        """Pinned ones first, then the latest."""
        return self.order_by("-is_pinned", "-id")


class Note(Link):
    """What was said or seen: a call, a visit, a mail or a plain note, on any record."""

    kind = models.TextField(_("kind"), choices=NoteKind.choices, db_default=NoteKind.NOTE.value)
    text = models.TextField(_("text"))
    is_pinned = models.BooleanField(_("pinned"), db_default=False)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    # Ids of the people that the text names.
    mentions = ArrayField(models.BigIntegerField(), db_default=[], editable=False)

    objects: ClassVar[NoteQuerySet] = NoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "notes"
        default_permissions = ()
        indexes = [
            # The notes of one record. Used by its page.
            Index(
                fields=["entity_type", "entity_id", "-is_pinned", "-id"], name="idx_notes_record"
            ),
            # The latest notes at a company and below it. Used by its page.
            Index(fields=["company_id", "-id"], name="idx_notes_company"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="notes_text_given"),
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="notes_kind_known"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="notes_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
