from datetime import timedelta
from typing import ClassVar, Self, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Index, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import User
from realsync.db.scope import Person, scope_of
from realsync.exports.choices import ExportFormat, ExportState

# Longer than the outbox tries.
LONGEST = timedelta(hours=6)


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: Person) -> Self:
        """One's own; of a client those of the company that they look at."""
        mine = self.filter(user_id=cast(User, user).pk)
        scope = scope_of(user)
        return mine.filter(company_id=scope.company_id) if scope.is_client else mine

    def open(self) -> Self:
        return self.filter(state=ExportState.OPEN)

    def made_later(self) -> Self:
        """Without those that were downloaded at once."""
        return self.exclude(state=ExportState.DONE, expires_at=None)

    def expired(self) -> Self:
        """Those whose file is to go."""
        return self.exclude(file="").filter(expires_at__lte=timezone.now())

    def stuck(self) -> Self:
        """No portion of them gets done: the outbox has given up."""
        return self.open().filter(created_at__lt=timezone.now() - LONGEST)

    def naming_files(self) -> Self:
        return self.exclude(file="", parts=[])

    def latest_first(self) -> Self:
        return self.order_by("-pk")


class Export(models.Model):
    """A list that somebody has taken out of the house, as a file.

    A small one was the answer itself; a large one is made in the background (building.py).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Of a client: the company that they looked at, and the first of their branches.
    company_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    # What the person could see when they asked; who sees something else gets no file.
    scope_key = models.TextField()
    # The list's page, by the name of its URL; filters and order; and its chosen columns.
    page = models.TextField()
    title = models.TextField(_("list"))
    query = models.TextField()
    columns = ArrayField(models.TextField())
    format = models.TextField(_("format"), choices=ExportFormat.choices)
    # The filters, in words.
    filters = models.TextField(_("filters"), db_default="")
    # The same request again, while this one is being made, is this one.
    fingerprint = models.TextField()
    state = models.TextField(
        _("state"), choices=ExportState.choices, db_default=ExportState.OPEN.value
    )
    created_at = models.DateTimeField(_("asked for"), db_default=Now())
    total = models.PositiveIntegerField(null=True)
    rows = models.PositiveIntegerField(_("rows"), db_default=0)
    # The place of the last row written; what has been written so far, and what is known of it.
    position = ArrayField(models.TextField(), db_default=[])
    parts = ArrayField(models.TextField(), db_default=[])
    checksum = models.BigIntegerField(db_default=0)
    length = models.BigIntegerField(db_default=0)
    file = models.TextField(db_default="")
    size_bytes = models.PositiveBigIntegerField(_("size"), db_default=0)
    settled_at = models.DateTimeField(_("ready"), null=True)
    expires_at = models.DateTimeField(_("kept until"), null=True)
    # Why it was not made, for whoever asked.
    answer = models.TextField(db_default="")

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "exports"
        default_permissions = ()
        indexes = [
            # A person's, the latest first. Used by the page of exports.
            Index(fields=["user_id", "id"], name="idx_exports_user"),
            # Files to delete. Used by sweep.py.
            Index(fields=["expires_at"], name="idx_exports_kept", condition=~Q(file="")),
        ]
        constraints = [
            # Asked for twice at the same moment, it is made once.
            models.UniqueConstraint(
                fields=["user", "fingerprint"],
                condition=Q(state="open"),
                name="exports_made_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ExportState.values), name="exports_state_known"
            ),
            models.CheckConstraint(
                condition=Q(format__in=ExportFormat.values), name="exports_format_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None)
                | ~Q(state="open") & Q(settled_at__isnull=False),
                name="exports_settled_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_to_be_had(self) -> bool:
        """Its file lies there and may be fetched."""
        kept = self.expires_at is not None and self.expires_at > timezone.now()
        return self.state == ExportState.DONE and bool(self.file) and kept
