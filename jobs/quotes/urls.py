from django.urls import path

from companies.panels import panel_urls
from companies.retiring.urls import retiring_urls
from jobs.quotes.views import (
    editing,
    fragments,
    lists,
    moving,
    portal,
    portal_lists,
    prices,
    serials,
    staff,
)
from realsync.editing.urls import editing_urls
from realsync.lists.urls import list_urls, related_urls

quotes = [
    *list_urls(lists.quote_list, lists.quote_rows, lists.quote_count, lists.quote_options),
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
    path("quotes/", portal_lists.quote_list, name="quotes"),
    path("quotes/rows/", portal_lists.quote_rows, name="quotes_rows"),
    path("quotes/count/", portal_lists.quote_count, name="quotes_count"),
    path("quotes/options/<slug:field>/", portal_lists.quote_options, name="quotes_options"),
    path("quotes/<record:pk>/", portal.quote_detail, name="quote_detail"),
    path("quotes/<record:pk>/paper/", portal.quote_paper, name="quote_paper"),
    path("quotes/<record:pk>/sum/", portal.quote_sum, name="quote_sum"),
    path("quotes/<record:pk>/answer/", portal.quote_answer, name="quote_answer"),
    path("quotes/<record:pk>/acceptance/", portal.quote_acceptance, name="quote_acceptance"),
    path("quotes/<record:pk>/declination/", portal.quote_declination, name="quote_declination"),
]
