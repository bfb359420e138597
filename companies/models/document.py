from typing import ClassVar, Self

from django.db import models
from django.db.models import Index, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from companies.models.branch import Branch
from companies.models.company import Company
from companies.models.link import Link, LinkQuerySetMixin
from realsync.accounts.models import User
from realsync.activity.models import Audience
from realsync.db.scope import Person, scope_of
from realsync.db.scoped import ScopedQuerySet


class DocumentQuerySet(LinkQuerySetMixin, ScopedQuerySet["Document"]):
    def visible_to(self, user: Person) -> Self:
        rows = super().visible_to(user)
        return rows.filter(audience=Audience.CLIENT) if scope_of(user).is_client else rows

    def active(self) -> Self:
        return self.filter(is_active=True)


class Document(Link):
    """A file on any record; its versions are files of their own."""

    title = models.TextField(_("title"))

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "documents"
        default_permissions = ()
        indexes = [
            # The documents of one record. Used by its page.
            Index(fields=["entity_type", "entity_id", "-id"], name="idx_documents_record"),
            # Those for a client, the latest first. Used by the portal's list.
            Index(
                fields=["company_id", "id"],
                name="idx_documents_company",
                condition=Q(audience=Audience.CLIENT.value, is_active=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="documents_title_given"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="documents_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentVersionQuerySet(ScopedQuerySet["DocumentVersion"]):
    def visible_to(self, user: Person) -> Self:
        rows = super().visible_to(user)
        return rows.filter(audience=Audience.CLIENT) if scope_of(user).is_client else rows

    def latest_first(self) -> Self:
        return self.order_by("-number")


class DocumentVersion(models.Model):
    """One file of a document, never changed once stored. Place and audience are the document's."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="versions", db_index=False
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    audience = models.TextField(
        choices=Audience.choices, db_default=Audience.STAFF.value, editable=False
    )
    number = models.PositiveIntegerField()
    file = models.FileField(max_length=200)
    # What the uploader called it; never a path.
    name = models.TextField()
    # What it is by its content, whatever its name says.
    content_type = models.TextField()
    size_bytes = models.BigIntegerField()
    sha256 = models.TextField()
    preview = models.FileField(max_length=200, blank=True, db_default="")
    uploaded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[DocumentVersionQuerySet] = DocumentVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "document_versions"
        default_permissions = ()
        constraints = [
            # Also the index for the versions of one document. Used by its page.
            models.UniqueConstraint(
                fields=["document", "number"], name="document_versions_number_once"
            ),
            models.CheckConstraint(
                condition=Q(size_bytes__gt=0), name="document_versions_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"
