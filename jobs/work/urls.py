from django.urls import URLPattern, path

from companies.panels import panel_urls
from companies.retiring.urls import retiring_urls
from jobs.work.moves import MOVES
from jobs.work.recall.tables import RECALLS
from jobs.work.tables import JOBS, PORTAL_JOBS, PORTAL_REQUESTS, STANDARDS
from jobs.work.views import (
    absences,
    bench,
    bench_added,
    bench_cells,
    booking,
    editing,
    feed,
    fragments,
    labels,
    lists,
    moves,
    portal,
    portal_requests,
    recalls,
    staff,
    standards,
    visits,
    week,
)
from jobs.work.visits.tables import VISITS
from realsync.accounts.permissions import Permission
from realsync.editing.urls import editing_urls
from realsync.lists.urls import list_urls, related_urls
from realsync.pages.access import portal_view, staff_view

jobs = [
    *list_urls(JOBS, staff_view(Permission.WORK_SEE), list=lists.job_list),
    path("not-invoiced/", lists.not_invoiced, name="not_invoiced"),
    path("schedule/", week.schedule, name="week"),
    path("schedule/board/", week.schedule_board, name="week_board"),
    path("schedule/absences/", absences.absences, name="absences"),
    path("schedule/absences/<record:pk>/end/", absences.absence_end, name="absence_end"),
    path("schedule/holidays/", absences.holidays, name="holidays"),
    path("schedule/holidays/<record:pk>/end/", absences.holiday_end, name="holiday_end"),
    path("schedule/skills/", absences.skills, name="skills"),
    path("schedule/skills/end/", absences.skill_end, name="skill_end"),
    path("calendar/", feed.calendar, name="calendar"),
    path("calendar/end/", feed.calendar_end, name="calendar_end"),
    path("<record:pk>/", staff.job_detail, name="detail"),
    path("new/", editing.job_new, name="new"),
    path("<record:pk>/edit/", editing.job_edit, name="edit"),
    path("<record:pk>/bench/", bench.bench, name="bench"),
    path("<record:pk>/bench/cells/", bench_cells.bench_cells, name="bench_cells"),
    path("<record:pk>/bench/added/", bench_added.bench_added, name="bench_added"),
    path("<record:pk>/bench/point/", bench_added.bench_point, name="bench_point"),
    path("<record:pk>/bench/what-if/", bench.bench_what_if, name="bench_what_if"),
    path("<record:pk>/goods/", moves.job_goods, name="goods"),
    path("<record:pk>/booking/", booking.job_booking, name="booking"),
    path("<record:pk>/date-kept/", booking.job_date_kept, name="date_kept"),
    *(
        path(f"<record:pk>/{move.noun}/", moves.job_move, {"noun": move.noun}, name=move.noun)
        for move in MOVES
    ),
    *editing_urls("job"),
    *panel_urls("job"),
]
references = [
    *list_urls(STANDARDS, staff_view(Permission.REGISTER_SEE)),
    path("<record:pk>/", standards.standard_detail, name="detail"),
    path("new/", standards.standard_new, name="new"),
    path("<record:pk>/edit/", standards.standard_edit, name="edit"),
    path("<record:pk>/readmission/", standards.standard_readmission, name="readmission"),
    *editing_urls("standard"),
    *panel_urls("standard"),
    *retiring_urls(standards.standard_retirement, standards.standard_restoration),
]


def card_of(place: str, kind: str) -> list[URLPattern]:
    """Under the address of the page that shows it."""
    route, given = f"{place}/<record:pk>/jobs/", {"kind": kind}
    return [
        path(route, fragments.jobs_card, given, name=f"jobs_of_{kind}"),
        path(f"{route}rows/", fragments.jobs_card_rows, given, name=f"jobs_of_{kind}_rows"),
    ]


def recalls_of(place: str, kind: str) -> list[URLPattern]:
    route, given = f"{place}/<record:pk>/recalls/", {"kind": kind}
    return [
        path(route, recalls.recalls_card, given, name=f"recalls_of_{kind}"),
        path(f"{route}rows/", recalls.recalls_card_rows, given, name=f"recalls_of_{kind}_rows"),
    ]


of_places = [
    *card_of("companies", "company"),
    *card_of("branches", "branch"),
    *card_of("equipment", "equipment"),
    *recalls_of("companies", "company"),
    *recalls_of("branches", "branch"),
    *related_urls(
        "recalls/<record:pk>/named/", "named_in_recall", recalls.named_card, recalls.named_card_rows
    ),
    path("jobs/<record:pk>/labels/", labels.labels_of_job, name="labels_of_job"),
    path("quotes/<record:pk>/job/card/", fragments.job_card_of_quote, name="job_card_of_quote"),
    path("quotes/<record:pk>/job/", moves.job_of_quote, name="job_of_quote"),
    path("branches/<record:pk>/visit/", visits.visit, name="visit"),
    path("branches/<record:pk>/visit/totals/", visits.visit_totals, name="visit_totals"),
    path("branches/<record:pk>/visit/nearby/", visits.visits_nearby, name="visits_nearby"),
    path("branches/<record:pk>/visit/quote/", visits.visit_quote, name="visit_quote"),
    path("branches/<record:pk>/visit/job/", visits.visit_job, name="visit_job"),
]
visits_to_plan = list_urls(VISITS, staff_view(Permission.JOB_CREATE), options=visits.visit_options)
recall_notices = [
    *list_urls(RECALLS, staff_view(Permission.REGISTER_SEE)),
    path("<record:pk>/", recalls.recall_detail, name="detail"),
    path("<record:pk>/sending/", recalls.recall_sending, name="sending"),
]
calendars = [path("calendar/<slug:token>.ics", feed.calendar_feed, name="calendar_feed")]
client_pages = [
    *list_urls(PORTAL_JOBS, portal_view(Permission.PORTAL_SEE), route="jobs/"),
    path("jobs/<record:pk>/", portal.job_detail, name="job_detail"),
    path("jobs/<record:pk>/confirmation/", portal.job_confirmation, name="job_confirmation"),
    path("jobs/<record:pk>/other-date/", portal.job_other_date, name="job_other_date"),
    *list_urls(PORTAL_REQUESTS, portal_view(Permission.PORTAL_SEE), route="requests/"),
    path("requests/new/", portal_requests.request_new, name="request_new"),
    path("requests/<record:pk>/", portal_requests.request_detail, name="request_detail"),
]
