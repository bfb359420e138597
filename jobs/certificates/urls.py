from django.urls import URLPattern, path

from companies.panels import panel_urls
from jobs.certificates.incidents.tables import INCIDENTS
from jobs.certificates.moves import MOVES
from jobs.certificates.tables import CERTIFICATES, PORTAL_CERTIFICATES
from jobs.certificates.views import (
    calibration,
    editing,
    fragments,
    lists,
    moves,
    packs,
    paper,
    portal,
    portal_equipment,
    portal_packs,
    portal_scan,
    review,
    staff,
    verify,
)
from jobs.certificates.views import incidents as of_incidents
from realsync.accounts.permissions import Permission
from realsync.editing.urls import editing_urls
from realsync.lists.urls import list_urls, related_urls
from realsync.pages.access import portal_view, staff_view

certificates = [
    *list_urls(CERTIFICATES, staff_view(Permission.WORK_SEE), list=lists.certificate_list),
    path("review/", review.review, name="review"),
    path("review/rows/", review.review_rows, name="review_rows"),
    path("review/approval/", review.review_approval, name="review_approval"),
    path("<record:pk>/", staff.certificate_detail, name="detail"),
    path("<record:pk>/review/", review.review_panel, name="review_panel"),
    path("<record:pk>/edit/", editing.certificate_edit, name="edit"),
    path("<record:pk>/pdf/", paper.certificate_pdf, name="pdf"),
    path("<record:pk>/preview/", paper.certificate_preview, name="preview"),
    path("<record:pk>/paper/", moves.certificate_paper, name="paper"),
    *(
        path(
            f"<record:pk>/{move.noun}/",
            moves.certificate_move,
            {"noun": move.noun},
            name=move.noun,
        )
        for move in MOVES
    ),
    *editing_urls("certificate"),
    *panel_urls("certificate"),
]


def card_of(place: str, kind: str) -> list[URLPattern]:
    """Under the address of the page that shows it."""
    route, given = f"{place}/<record:pk>/certificates/", {"kind": kind}
    name = f"certificates_of_{kind}"
    return [
        path(route, fragments.certificates_card, given, name=name),
        path(f"{route}rows/", fragments.certificates_card_rows, given, name=f"{name}_rows"),
    ]


of_places = [
    *card_of("companies", "company"),
    *card_of("branches", "branch"),
    *card_of("equipment", "equipment"),
    *card_of("jobs", "job"),
    path("companies/<record:pk>/packs/", packs.packs_of_company, name="packs_of_company"),
    path(
        "companies/<record:pk>/packs/rows/",
        packs.packs_of_company_rows,
        name="packs_of_company_rows",
    ),
    path("packs/<record:pk>/file/", packs.pack_file, name="pack_file"),
    path(
        "jobs/<record:pk>/certificates/drafting/",
        moves.certificates_drafting,
        name="certificates_drafting",
    ),
]
public_pages = [path("verify/<slug:token>/", verify.verify, name="verify")]
incidents = [
    *list_urls(INCIDENTS, staff_view(Permission.WORK_SEE)),
    path("<record:pk>/", of_incidents.incident_detail, name="detail"),
    path("<record:pk>/notices/", of_incidents.incident_notices, name="notices"),
    path("<record:pk>/closure/", of_incidents.incident_closure, name="closure"),
    *panel_urls("incident"),
]
# Under the address of the page that shows them.
of_records = [
    path(
        "equipment/<record:pk>/calibration/",
        calibration.calibration,
        name="calibration_of_equipment",
    ),
    path(
        "equipment/<record:pk>/calibration/card/",
        calibration.calibration_card,
        name="calibration_card",
    ),
    path("standards/<record:pk>/failure/", of_incidents.standard_failure, name="standard_failure"),
    *related_urls(
        "standards/<record:pk>/incidents/",
        "incidents_of_standard",
        of_incidents.incidents_of_standard,
        of_incidents.incidents_of_standard_rows,
    ),
    *related_urls(
        "incidents/<record:pk>/certificates/",
        "papers_of_incident",
        of_incidents.papers_of_incident,
        of_incidents.papers_of_incident_rows,
    ),
    *related_urls(
        "incidents/<record:pk>/clients/",
        "clients_of_incident",
        of_incidents.clients_of_incident,
        of_incidents.clients_of_incident_rows,
    ),
    path(
        "incident-clients/<record:pk>/notice/",
        of_incidents.incident_notice,
        name="incident_notice",
    ),
    path(
        "incident-clients/<record:pk>/settlement/",
        of_incidents.incident_settlement,
        name="incident_settlement",
    ),
]
client_pages = [
    *list_urls(
        PORTAL_CERTIFICATES,
        portal_view(Permission.PORTAL_SEE),
        route="certificates/",
        list=portal.certificate_list,
    ),
    path("certificates/<record:pk>/", portal.certificate_detail, name="certificate_detail"),
    path("certificates/<record:pk>/pdf/", portal.certificate_pdf, name="certificate_pdf"),
    path("equipment/<record:pk>/", portal_equipment.equipment_detail, name="equipment_detail"),
    path("scan/", portal_scan.scan, name="scan"),
    path("packs/", portal_packs.packs, name="packs"),
    path("packs/rows/", portal_packs.pack_rows, name="pack_rows"),
    path("packs/<record:pk>/file/", portal_packs.pack_file, name="pack_file"),
]
