"""Lists, and the fragments of lists, of a client's equipment."""

from django.http import HttpResponse

from equipment.labels.scanning import to_instrument
from equipment.tables import PORTAL_EQUIPMENT
from realsync.accounts.permissions import Permission
from realsync.lists.pages import list_page, reads_list
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@reads_list(PORTAL_EQUIPMENT)
def equipment_list(request: ClientRequest) -> HttpResponse:
    return to_instrument(request) or list_page(request, PORTAL_EQUIPMENT)
