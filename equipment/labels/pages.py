"""The page that asks on what labels are to be printed, and answers with their PDF."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.labels.sheet import FORMATS, NAMES, pdf_of
from equipment.models import EquipmentLabel
from equipment.models.equipment import EquipmentQuerySet
from realsync.lists.record_page import Creatable
from realsync.pages.requests import StaffRequest, Viewer
from realsync.records.kinds import address_of

# Drawn in about two seconds; more are printed in portions.
MOST = 240


class LabelForm(forms.Form):
    on = forms.ChoiceField(label=gettext_lazy("Paper"), choices=NAMES)
    skip = forms.IntegerField(
        label=gettext_lazy("Labels already used on the first sheet"), min_value=0, initial=0
    )
    portion = forms.TypedChoiceField(label=gettext_lazy("Which"), coerce=int)

    def __init__(self, data: Any = None, *, how_many: int) -> None:
        super().__init__(data)
        starts = range(0, how_many, MOST)
        field: Any = self.fields["portion"]
        field.choices = [(at, _portion(at, how_many)) for at in starts]
        if len(starts) == 1:
            field.widget = forms.HiddenInput()
            field.initial = 0

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        on, skip = found.get("on"), found.get("skip")
        if on and skip is not None and skip >= FORMATS[on].a_sheet:
            most = FORMATS[on].a_sheet
            self.add_error("skip", _("A sheet has %(most)d labels.") % {"most": most})
        return found


def labels_page(
    request: StaffRequest, record: Model, instruments: EquipmentQuerySet
) -> HttpResponse:
    """Of `instruments`, in the order of their codes; `record` is what they belong to."""
    how_many = instruments.count()
    form = LabelForm(request.POST if request.method == "POST" else None, how_many=how_many)
    if request.method != "POST" or not how_many:
        return _page(request, record, form, how_many)
    if not form.is_valid():
        return _page(request, record, form, how_many, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    chosen = form.cleaned_data
    rows = list(instruments.order_by("code")[chosen["portion"] :][:MOST])
    tokens = EquipmentLabel.objects.tokens_of(rows)
    labelled = [
        (each, request.build_absolute_uri(reverse("label", args=[tokens[each.pk]])))
        for each in rows
    ]
    made = pdf_of(labelled, FORMATS[chosen["on"]], skip=chosen["skip"])
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="labels.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _portion(at: int, how_many: int) -> str:
    """`241 to 312`."""
    return _("%(first)d to %(last)d") % {"first": at + 1, "last": min(at + MOST, how_many)}


def labels_of(user: Viewer, record: Any) -> Creatable | None:
    """In the menu of the record's page."""
    address = reverse(f"labels_of_{record._meta.model_name}", args=[record.pk])
    return Creatable(_("Print labels"), address, "printer")


def _page(
    request: StaffRequest,
    record: Model,
    form: LabelForm,
    how_many: int,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "record": record,
        "form": form,
        "how_many": how_many,
        "back": address_of(record),
        "action": request.path,
    }
    response = render(request, "equipment/labels.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
