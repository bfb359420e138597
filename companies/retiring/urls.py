"""`/<list>/<id>/retirement/` and `/<list>/<id>/restoration/` of each kind of this app."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from companies.views import retiring

View = Callable[..., HttpResponseBase]


def retiring_urls(retirement: View, restoration: View) -> list[URLPattern]:
    return [
        path("<record:pk>/retirement/", retirement, name="retirement"),
        path("<record:pk>/restoration/", restoration, name="restoration"),
    ]


companies = retiring_urls(retiring.company_retirement, retiring.company_restoration)
branches = retiring_urls(retiring.branch_retirement, retiring.branch_restoration)
contacts = retiring_urls(retiring.contact_retirement, retiring.contact_restoration)
