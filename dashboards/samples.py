"""A form that holds one field of every kind, for the page of components."""

from django import forms
from django.utils.translation import gettext_lazy as _

from realsync.pages.widgets import DayInput, MoneyInput, RadioCards, TagsInput, UnitInput

AUDIENCES = [("staff", _("Staff only")), ("client", _("The client, too"))]
HINTS = {
    "staff": _("Nobody outside the house ever sees it."),
    "client": _("It appears in the portal of the company."),
}
UNITS = [("days", _("days")), ("weeks", _("weeks")), ("months", _("months"))]
PURPOSES = [("recall", _("Recall notices")), ("billing", _("Billing")), ("site", _("Site access"))]


class SampleForm(forms.Form):
    use_required_attribute = False  # so that it can be sent empty, and show its errors

    name = forms.CharField(label=_("Name"), max_length=80)
    code = forms.CharField(label=_("Code"), disabled=True, required=False, initial="CMP-000001")
    region = forms.ChoiceField(label=_("Region"), choices=[("", _("Choose…")), ("n", _("North"))])
    due_on = forms.DateField(label=_("Due"), widget=DayInput, required=False)
    every = forms.IntegerField(label=_("Every"), widget=UnitInput(_("days")), initial=365)
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
    price = forms.DecimalField(
        label=_("Base price"), widget=MoneyInput(_("per item")), help_text=_("Without tax.")
    )
    tags = forms.CharField(
        label=_("Tags"), widget=TagsInput, initial=["key account", "pharma"], required=False
    )
    text = forms.CharField(
        label=_("Site requirements"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Grows with its text."),
        required=False,
    )
    purposes = forms.MultipleChoiceField(
        label=_("Purposes"), choices=PURPOSES, widget=forms.CheckboxSelectMultiple, required=False
    )
    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=AUDIENCES, widget=RadioCards(HINTS), initial="staff"
    )
    document = forms.FileField(label=_("Document"), required=False)
    is_active = forms.BooleanField(label=_("Active"), initial=True, required=False)
