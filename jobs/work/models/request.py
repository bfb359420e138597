from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Index, Q
from django.utils.translation import gettext_lazy as _

from companies.choices import AskState
from companies.models import Ask
from equipment.models import Equipment
from jobs.work.choices import ServicePlace
from jobs.work.models.job import Job
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import ScopedQuerySet


class ServiceRequestQuerySet(ScopedQuerySet["ServiceRequest"]):
    def visible_to(self, user: Person) -> Self:
        """A technician: those that became a job which they see."""
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.role is ScopeRole.TECHNICIAN:
            mine = Q(job__technician_id=scope.user_id) | Q(job_id__in=scope.job_ids)
            rows = rows.filter(mine)
        return rows

    def matching(self, query: str) -> Self:
        """Holding every word of `query`."""
        return self.filter(*(Q(text__icontains=word) for word in query.split()))


class ServiceRequest(Ask):
    """A client asks for service of some instruments at one branch; it becomes a new job."""

    place = models.TextField(
        _("where"), choices=ServicePlace.choices, db_default=ServicePlace.ON_SITE.value
    )
    wanted_from = models.DateField(_("from"), null=True, blank=True)
    wanted_to = models.DateField(_("to"), null=True, blank=True)
    contact = models.TextField(_("whom to ask"), blank=True, db_default="")
    text = models.TextField(_("what we should know"), blank=True, db_default="")
    how_many = models.PositiveIntegerField(_("instruments"))
    submission = models.UUIDField(null=True)
    job = models.ForeignKey(
        Job, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects: ClassVar[ServiceRequestQuerySet] = ServiceRequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "service_requests"
        default_permissions = ()
        indexes = [
            # A company manager's list, the latest first. Used by tables.PORTAL_REQUESTS.
            Index(fields=["company", "id"], name="idx_service_requests_company"),
            # A branch manager's list, the latest first. Used by tables.PORTAL_REQUESTS.
            Index(fields=["branch", "id"], name="idx_service_requests_branch"),
        ]
        constraints = [
            # The target of the composite key of its items; see sql/0015_from_clients.sql.
            models.UniqueConstraint(
                fields=["company", "branch", "id"], name="service_requests_place_key"
            ),
            # A form that was sent twice; it makes one request for each branch.
            models.UniqueConstraint(
                fields=["user", "submission", "branch"],
                condition=Q(submission__isnull=False),
                name="service_requests_once",
            ),
            # A job comes of one request. Also the index for finding it. Used by the job's page.
            models.UniqueConstraint(
                fields=["job"], condition=Q(job__isnull=False), name="service_requests_job_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AskState.values), name="service_requests_state_known"
            ),
            models.CheckConstraint(
                condition=Q(place__in=ServicePlace.values), name="service_requests_place_known"
            ),
            models.CheckConstraint(
                condition=Q(wanted_to=None) | Q(wanted_to__gte=F("wanted_from")),
                name="service_requests_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.user_name}"


class ServiceRequestItemQuerySet(ScopedQuerySet["ServiceRequestItem"]):
    def visible_to(self, user: Person) -> Self:
        """A technician: those of the requests that they see."""
        rows = super().visible_to(user)
        if scope_of(user).role is ScopeRole.TECHNICIAN:
            rows = rows.filter(request__in=ServiceRequest.objects.visible_to(user))
        return rows


class ServiceRequestItem(models.Model):
    """An instrument of a request, and what it was called then: it may move to another branch."""

    # Copies of the request's, held by one composite key.
    company_id = models.BigIntegerField()
    branch_id = models.BigIntegerField()
    request = models.ForeignKey(
        ServiceRequest, on_delete=models.CASCADE, related_name="items", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    equipment = models.ForeignKey(
        Equipment, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    description = models.TextField()

    objects: ClassVar[ServiceRequestItemQuerySet] = ServiceRequestItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "service_request_items"
        default_permissions = ()
        indexes = [
            # Who asked for an instrument. Used by the next request for it, and by its key.
            Index(fields=["equipment"], name="idx_request_items_equipment"),
        ]
        constraints = [
            # Also the index for the items of a request. Used by its page.
            models.UniqueConstraint(
                fields=["request", "equipment"], name="service_request_items_once"
            ),
        ]

    def __str__(self) -> str:
        return self.description
