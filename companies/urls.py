from django.urls import path, register_converter

from companies.views import lists, portal, staff
from realsync.lists.urls import list_urls
from realsync.pages.converters import RecordId

register_converter(RecordId, "record")

companies = [
    *list_urls(lists.company_list, lists.company_rows, lists.company_count, lists.company_options),
    path("<record:pk>/", staff.company_detail, name="detail"),
]
branches = [
    *list_urls(lists.branch_list, lists.branch_rows, lists.branch_count, lists.branch_options),
    path("<record:pk>/", staff.branch_detail, name="detail"),
]
client_pages = [path("company/", portal.company_switch, name="switch_company")]
