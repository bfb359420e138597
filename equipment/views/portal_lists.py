"""Lists, and the fragments of lists, of a client's equipment."""

from django.http import HttpResponse

from equipment.labels.scanning import to_instrument
from equipment.tables import PORTAL_EQUIPMENT
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.times import RECORDS
from realsync.lists.pages import list_page
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@reads(RECORDS, "branch", "equipment", "notice", "selection", "saved_view")
def equipment_list(request: ClientRequest) -> HttpResponse:
    return to_instrument(request) or list_page(request, PORTAL_EQUIPMENT)
