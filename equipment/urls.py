from django.urls import path

from companies.panels import panel_urls
from companies.retiring.urls import retiring_urls
from equipment.tables import EQUIPMENT, PORTAL_EQUIPMENT, SERVICES
from equipment.views import (
    editing,
    fragments,
    labels,
    merging,
    portal_lists,
    portal_proposals,
    proposals,
    retiring,
    serials,
    staff,
)
from realsync.accounts.permissions import Permission
from realsync.editing.urls import editing_urls
from realsync.lists.urls import list_urls, related_urls
from realsync.pages.access import portal_view, staff_view

equipment = [
    *list_urls(EQUIPMENT, staff_view(Permission.REGISTER_SEE)),
    path("serials/", serials.serials, name="serials"),
    path("serials/found/", serials.serials_found, name="serials_found"),
    path("<record:pk>/", staff.equipment_detail, name="detail"),
    path("new/", editing.equipment_new, name="new"),
    path("<record:pk>/edit/", editing.equipment_edit, name="edit"),
    *editing_urls("equipment"),
    *panel_urls("equipment"),
    *retiring_urls(retiring.equipment_retirement, retiring.equipment_restoration),
    path("<record:pk>/merge/", merging.equipment_merge, name="merge"),
]
services = [
    *list_urls(SERVICES, staff_view(Permission.REGISTER_SEE)),
    path("<record:pk>/", staff.service_detail, name="detail"),
    path("new/", editing.service_new, name="new"),
    path("<record:pk>/edit/", editing.service_edit, name="edit"),
    *editing_urls("service"),
    *panel_urls("service"),
    *retiring_urls(retiring.service_retirement, retiring.service_restoration),
]
proposals_of_clients = [
    path("", proposals.queue, name="queue"),
    path("rows/", proposals.queue_rows, name="rows"),
    path("<record:pk>/panel/", proposals.panel, name="panel"),
    path("<record:pk>/acceptance/", proposals.acceptance, name="acceptance"),
    path("<record:pk>/refusal/", proposals.refusal, name="refusal"),
]
# Under the address of the page that shows them.
of_places = [
    path("equipment/<record:pk>/labels/", labels.labels_of_equipment, name="labels_of_equipment"),
    path("branches/<record:pk>/labels/", labels.labels_of_branch, name="labels_of_branch"),
    path("companies/<record:pk>/glance/", fragments.glance_of_company, name="glance_of_company"),
    path("branches/<record:pk>/glance/", fragments.glance_of_branch, name="glance_of_branch"),
    *related_urls(
        "companies/<record:pk>/equipment/",
        "equipment_of_company",
        fragments.equipment_of_company,
        fragments.equipment_of_company_rows,
    ),
    *related_urls(
        "branches/<record:pk>/equipment/",
        "equipment_of_branch",
        fragments.equipment_of_branch,
        fragments.equipment_of_branch_rows,
    ),
    *related_urls(
        "companies/<record:pk>/branches/",
        "branches_of_company",
        fragments.branches_of_company,
        fragments.branches_of_company_rows,
    ),
    *related_urls(
        "services/<record:pk>/plans/",
        "plans_of_service",
        fragments.plans_of_service,
        fragments.plans_of_service_rows,
    ),
]
public_pages = [path("i/<slug:token>/", labels.label, name="label")]
client_pages = [
    path("equipment/serials/", serials.portal_serials, name="serials"),
    path("equipment/serials/found/", serials.portal_serials_found, name="serials_found"),
    *list_urls(
        PORTAL_EQUIPMENT,
        portal_view(Permission.PORTAL_SEE),
        route="equipment/",
        list=portal_lists.equipment_list,
    ),
    path(
        "equipment/<record:pk>/proposal/", portal_proposals.proposal_change, name="proposal_change"
    ),
    path("proposals/", portal_proposals.proposal_list, name="proposals"),
    path("proposals/new/", portal_proposals.proposal_new, name="proposal_new"),
    path(
        "proposals/<record:pk>/withdrawal/",
        portal_proposals.proposal_withdrawal,
        name="proposal_withdrawal",
    ),
]
