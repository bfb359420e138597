from django.urls import path

from companies.panels import panel_urls
from jobs.certificates.views import calibration, paper, verify
from jobs.certificates.views import incidents as of_incidents
from realsync.lists.urls import list_urls, related_urls

certificates = [
    path("<record:pk>/pdf/", paper.certificate_pdf, name="pdf"),
    path("<record:pk>/preview/", paper.certificate_preview, name="preview"),
]
public_pages = [path("verify/<slug:token>/", verify.verify, name="verify")]
incidents = [
    *list_urls(
        of_incidents.incident_list,
        of_incidents.incident_rows,
        of_incidents.incident_count,
        of_incidents.incident_options,
    ),
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
