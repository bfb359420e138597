from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from companies.merging.pages import merge_page
from equipment.models import Equipment
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.EQUIPMENT_EDIT)
@writes
@once
def equipment_merge(request: StaffRequest, pk: int) -> HttpResponse:
    """For the office: onboarding and technicians have no right on `merges`."""
    if not request.user.may(Permission.BRANCH_EDIT):
        raise PermissionDenied
    return merge_page(request, Equipment.objects.visible_to(request.user), pk)
