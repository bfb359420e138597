from django.urls import path

from companies.views import editing, lists, portal, staff
from realsync.editing.urls import editing_urls
from realsync.lists.urls import list_urls

companies = [
    *list_urls(lists.company_list, lists.company_rows, lists.company_count, lists.company_options),
    path("<record:pk>/", staff.company_detail, name="detail"),
    path("new/", editing.company_new, name="new"),
    path("<record:pk>/edit/", editing.company_edit, name="edit"),
    path("<record:pk>/contacts/new/", editing.company_contact_new, name="new_contact"),
    *editing_urls("company"),
]
branches = [
    *list_urls(lists.branch_list, lists.branch_rows, lists.branch_count, lists.branch_options),
    path("<record:pk>/", staff.branch_detail, name="detail"),
    path("new/", editing.branch_new, name="new"),
    path("<record:pk>/edit/", editing.branch_edit, name="edit"),
    path("<record:pk>/contacts/new/", editing.branch_contact_new, name="new_contact"),
    *editing_urls("branch"),
]
# Shown at their company or branch.
contacts = [
    path("<record:pk>/edit/", editing.contact_edit, name="edit"),
    *editing_urls("contact"),
]
client_pages = [path("company/", portal.company_switch, name="switch_company")]
