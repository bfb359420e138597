from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from companies.models import Document, DocumentVersion, Merge, Note, Retirement
from jobs.work.models import JobGrant
from locking.models import RecordLock
from realsync.accounts.models import Invitation, User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.matviews import refresh_as_owner
from realsync.db.models import Setting
from realsync.outbox.models import OutboxRow
from tests.world import World


@pytest.fixture
def operator(world: World, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(world.staff[Role.ADMIN])


@pytest.fixture
def furnished(world: World, restored: None) -> World:
    """The world with a row in every table of the admin."""
    admin = world.staff[Role.ADMIN]
    about = {"entity_type": "company", "entity_id": world.aster.pk}
    Note.objects.using("owner").create(text="Called about the keys.", author=admin, **about)
    document = Document.objects.using("owner").create(title="Site plan", **about)
    DocumentVersion.objects.using("owner").create(
        document=document, number=1, file="a/plan.pdf", name="plan.pdf",
        content_type="application/pdf", size_bytes=10, sha256="0" * 64, uploaded_by=admin,
    )  # fmt: skip
    Merge.objects.using("owner").create(
        entity_type="company", kept_id=world.aster.pk, merged_id=world.corona.pk, by=admin
    )
    Retirement.objects.using("owner").create(by=admin, **about)
    Activity.objects.using("owner").create(
        actor_id=admin.pk, verb="company.changed", changes={"city": ["Bonn", "Kiel"]}, **about
    )
    RecordLock.objects.using("owner").create(
        user=admin, token=1, acquired_at=timezone.now(), expires_at=timezone.now(), **about
    )
    Setting.objects.using("owner").create(name="laboratory_time_zone", value="Europe/Berlin")
    OutboxRow.objects.using("owner").create(task="mail", queue="quick", args=["a secret link"])
    EmailAddress.objects.using("owner").create(user=admin, email=admin.email)
    Authenticator.objects.using("owner").create(
        user=admin, type="totp", data={"secret": "HIDDENSECRET"}
    )
    Invitation.objects.using("owner").create(
        user=admin, invited_by=admin, token_hash="HIDDENHASH", expires_at=timezone.now()
    )
    JobGrant.objects.using("owner").create(
        user=world.staff[Role.TECHNICIAN],
        content_object=world.jobs["other"],
        permission=Permission.objects.using("owner").get(codename="see_job"),
    )
    assert refresh_as_owner("mv_system_stats").state == "refreshed"
    return world


@pytest.fixture
def logged(world: World) -> Callable[[], list[Activity]]:
    """What the log gained in this test, oldest first."""
    last = Activity.objects.using("owner").order_by("-pk").values_list("pk", flat=True).first() or 0

    def entries() -> list[Activity]:
        return list(Activity.objects.using("owner").filter(pk__gt=last).order_by("pk"))

    return entries
