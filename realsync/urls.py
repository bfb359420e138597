from django.contrib import admin
from django.urls import include, path

import companies.urls
import dashboards.urls
import equipment.urls
import jobs.certificates.urls
import jobs.quotes.urls
import jobs.work.urls
import locking.urls
import realsync.accounts.urls
import realsync.activity.urls
import realsync.arranging.urls
import realsync.exports.urls
import realsync.inbox.urls
import tasks.urls
from realsync.activity import refusals
from realsync.pages import errors, health, worker

client_pages = [
    *dashboards.urls.client_pages,
    *equipment.urls.client_pages,
    *companies.urls.client_pages,
    *jobs.quotes.urls.client_pages,
    *jobs.certificates.urls.client_pages,
    *jobs.work.urls.client_pages,
]

urlpatterns = [
    # First: most who ask are clients, and what stands before it is tried for each of their pages.
    path("portal/", include((client_pages, "portal"))),
    path("", include(dashboards.urls.staff_pages)),
    path("", include(equipment.urls.of_places)),
    path("", include(equipment.urls.public_pages)),
    path("", include(jobs.work.urls.of_places)),
    path("", include(jobs.work.urls.calendars)),
    path("", include(jobs.quotes.urls.of_places)),
    path("", include(tasks.urls.of_records)),
    path("companies/", include((companies.urls.companies, "companies"))),
    path("branches/", include((companies.urls.branches, "branches"))),
    path("contacts/", include((companies.urls.contacts, "contacts"))),
    path("equipment/", include((equipment.urls.equipment, "equipment"))),
    path("proposals/", include((equipment.urls.proposals_of_clients, "proposals"))),
    path("jobs/", include((jobs.work.urls.jobs, "jobs"))),
    path("recalls/", include((jobs.work.urls.recall_notices, "recalls"))),
    path("visits/", include((jobs.work.urls.visits_to_plan, "visits"))),
    path("services/", include((equipment.urls.services, "services"))),
    path("standards/", include((jobs.work.urls.references, "standards"))),
    path("certificates/", include((jobs.certificates.urls.certificates, "certificates"))),
    path("incidents/", include((jobs.certificates.urls.incidents, "incidents"))),
    path("", include(jobs.certificates.urls.of_records)),
    path("", include(jobs.certificates.urls.of_places)),
    path("", include(jobs.certificates.urls.public_pages)),
    path("", include(companies.urls.public_pages)),
    path("quotes/", include((jobs.quotes.urls.quotes, "quotes"))),
    path("tasks/", include((tasks.urls.tasks, "tasks"))),
    path("documents/", include((companies.urls.documents, "documents"))),
    path("notes/", include((companies.urls.notes, "notes"))),
    path("notices/", include((companies.urls.notices_to_clients, "notices"))),
    path("merges/", include((companies.urls.merges, "merges"))),
    path("activity/", include((realsync.activity.urls.activity, "activity"))),
    path("exports/", include((realsync.exports.urls.exports, "exports"))),
    path("inbox/", include((realsync.inbox.urls.inbox, "inbox"))),
    path("lists/", include((realsync.arranging.urls.lists, "lists"))),
    path("live/", include((locking.urls.live, "live"))),
    path("drafts/", include((locking.urls.drafts, "drafts"))),
    path("accounts/", include("realsync.accounts.urls")),
    path("users/", include((realsync.accounts.urls.user_pages, "users"))),
    path("admin/", admin.site.urls),
    path("sw.js", worker.worker, name="worker"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = errors.bad_request
handler403 = refusals.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
