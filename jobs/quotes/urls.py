from django.urls import path

from companies.panels import panel_urls
from companies.retiring.urls import retiring_urls
from jobs.quotes.tables import PORTAL_QUOTES, QUOTES
from jobs.quotes.views import (
    editing,
    fragments,
    moving,
    portal,
    prices,
    serials,
    staff,
)
from realsync.accounts.permissions import Permission
from realsync.editing.urls import editing_urls
from realsync.lists.urls import list_urls, related_urls
from realsync.pages.access import portal_view, staff_view

quotes = [
    *list_urls(QUOTES, staff_view(Permission.QUOTE_SEE)),
    path("<record:pk>/", staff.quote_detail, name="detail"),
    path("<record:pk>/paper/", staff.quote_paper, name="paper"),
    path("new/", editing.quote_new, name="new"),
    path("totals/", fragments.totals, name="totals"),
    path("<record:pk>/edit/", editing.quote_edit, name="edit"),
    *editing_urls("quote"),
    *panel_urls("quote"),
    *retiring_urls(editing.quote_retirement, editing.quote_restoration),
    path("<record:pk>/sending/", moving.quote_sending, name="sending"),
    path("<record:pk>/acceptance/", moving.quote_acceptance, name="acceptance"),
    path("<record:pk>/declination/", moving.quote_declination, name="declination"),
    path("<record:pk>/withdrawal/", moving.quote_withdrawal, name="withdrawal"),
    path("<record:pk>/revision/", moving.quote_revision, name="revision"),
    path("<record:pk>/approval/", moving.quote_approval, name="approval"),
    path("<record:pk>/owner/", moving.quote_owner, name="owner"),
]
# Under the address of the page that shows them.
of_places = [
    path("branches/<record:pk>/quotes/serials/", serials.quote_serials, name="quote_serials"),
    path("companies/<record:pk>/prices/", prices.prices_of_company, name="prices_of_company"),
    path("companies/<record:pk>/prices/edit/", prices.price_edit, name="price_edit"),
    *related_urls(
        "companies/<record:pk>/quotes/",
        "quotes_of_company",
        fragments.quotes_of_company,
        fragments.quotes_of_company_rows,
    ),
    *related_urls(
        "branches/<record:pk>/quotes/",
        "quotes_of_branch",
        fragments.quotes_of_branch,
        fragments.quotes_of_branch_rows,
    ),
]
client_pages = [
    *list_urls(PORTAL_QUOTES, portal_view(Permission.PORTAL_SEE), route="quotes/"),
    path("quotes/<record:pk>/", portal.quote_detail, name="quote_detail"),
    path("quotes/<record:pk>/paper/", portal.quote_paper, name="quote_paper"),
    path("quotes/<record:pk>/sum/", portal.quote_sum, name="quote_sum"),
    path("quotes/<record:pk>/answer/", portal.quote_answer, name="quote_answer"),
    path("quotes/<record:pk>/acceptance/", portal.quote_acceptance, name="quote_acceptance"),
    path("quotes/<record:pk>/declination/", portal.quote_declination, name="quote_declination"),
]
