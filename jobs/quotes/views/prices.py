"""The price list of a company: a card on its page, and a page for one agreed price."""

from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.models import Company
from companies.retiring.pages import STALE, version_in
from equipment.models import Service
from jobs.quotes.actions.price import agree_price, end_price
from jobs.quotes.models import CompanyPrice
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.db.violations import in_words
from realsync.editing.pages import named_in
from realsync.editing.writing import Stale
from realsync.freshness.times import RECORDS
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.pages.widgets import MoneyInput
from realsync.records.kinds import address_of


class PriceForm(forms.Form):
    """The catalogue is some hundred services: few enough to choose from a list."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Service")
    )
    price = forms.DecimalField(
        label=gettext_lazy("Price"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        widget=MoneyInput,
    )


@staff_view(Permission.QUOTE_SEE)
@reads(RECORDS, "company:{pk}", "price", "service")
def prices_of_company(request: StaffRequest, pk: int) -> HttpResponse:
    company = _company(request, pk)
    prices = CompanyPrice.objects.visible_to(request.user).active().filter(company=company)
    context = {
        "company": company,
        "prices": prices.select_related("service").order_by("service__name", "pk"),
        "may_manage": request.user.may(Permission.CATALOGUE_MANAGE),
    }
    return render(request, "quotes/_prices.html", context)


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def price_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """The price that `?price=` names, or a new one."""
    company = _company(request, pk)
    prices = CompanyPrice.objects.visible_to(request.user).filter(company=company)
    price = named_in(request, "price", prices.select_related("service"))
    form = _form(request, price)
    page = {"company": company, "price": price, "form": form, "cancel": address_of(company)}
    if request.method != "POST":
        return _page(request, HTTPStatus.OK, **page)
    by = cast(User, request.user)
    try:
        if price is not None and "end" in request.POST:
            end_price(by=by, price=price, version=version_in(request))
            messages.success(request, _("From now on the base price holds."))
            return HttpResponseRedirect(address_of(company))
        if not form.is_valid():
            return _page(request, HTTPStatus.UNPROCESSABLE_ENTITY, **page)
        version = version_in(request) if price is not None else 0
        agree_price(by=by, company=company, version=version, **form.cleaned_data)
    except Stale:
        return _page(request, HTTPStatus.CONFLICT, problem=str(STALE), **page)
    except IntegrityError as error:
        violation = in_words(error)
        if violation is None:
            raise
        return _page(request, HTTPStatus.CONFLICT, problem=str(violation.sentence), **page)
    messages.success(request, _("The price is agreed. New lines take it from now on."))
    return HttpResponseRedirect(address_of(company))


def _form(request: StaffRequest, price: CompanyPrice | None) -> PriceForm:
    initial = {"service": price.service_id, "price": price.price} if price else {}
    form = PriceForm(request.POST or None, initial=initial)
    services = Service.objects.visible_to(request.user)
    services = services.active() if price is None else services.filter(pk=price.service_id)
    form.fields["service"].queryset = services.order_by("name", "pk")  # type: ignore[attr-defined]
    return form


def _company(request: StaffRequest, pk: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.user), pk=pk)


def _page(request: StaffRequest, status: int, **context: Any) -> HttpResponse:
    response = render(request, "quotes/price.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response
