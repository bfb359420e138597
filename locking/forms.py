from django import forms
from django.utils.translation import gettext_lazy as _


class BreakingForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("They read it, and it stands in the log beside your name."),
        min_length=3,
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True}),
    )
