"""Filters of what the portal lists of this app, and what clients write there."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Branch
from realsync.accounts.forms import LONGEST_NAME
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.editing.fields import TextField
from realsync.lists.filters import OwnSearch, PickField, RecordField
from realsync.pages.converters import LARGEST_ID


class PlacedFilters(OwnSearch):
    """Of what stands at the company or at one of its branches; found by a part of its title."""

    placeholder = _("A part of the title")

    branch = RecordField(
        _("Branch"), _("Any branch"), lambda person: Branch.objects.visible_to(person).active()
    )

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        return rows.filter(*self.equal("branch"))

    def search(self, rows: Any) -> Any:
        words = self.cleaned_data["q"].split()
        return rows.filter(*(Q(title__icontains=word) for word in words))


class NoticeFilters(PlacedFilters):
    needs = PickField(_("State"), [("acknowledgement", _("To be acknowledged"))], _("All notices"))

    def restrict(self, rows: Any) -> Any:
        rows = super().restrict(rows)
        return rows.waiting() if self.cleaned_data["needs"] else rows


class MessageForm(forms.Form):
    """Of a branch, or of the company as a whole for those who see all of it."""

    branch: Any = forms.ModelChoiceField(label=_("About"), queryset=None)
    text = TextField(label=_("Your message"), max_length=4000)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branch: Any = self.fields["branch"]
        branch.queryset = Branch.objects.visible_to(user).active().order_by("name", "pk")
        branch.error_messages["invalid_choice"] = _("Choose one of your branches.")
        if scope_of(user).role is ScopeRole.COMPANY:
            branch.required, branch.empty_label = False, _("The company as a whole")
        else:
            branch.empty_label = None


class SeenForm(forms.Form):
    note = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


class NoticeForm(forms.Form):
    """What the staff tell a client."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = TextField(label=_("Text"), max_length=10_000)
    needs_acknowledgement = forms.BooleanField(
        label=_("They are to acknowledge it"), required=False
    )


class WithdrawalForm(forms.Form):
    reason = TextField(label=_("Why: the client reads it"), max_length=1000)


class BranchesForm(forms.Form):
    """For which branches somebody acts."""

    branches = forms.TypedMultipleChoiceField(
        label=_("Branches"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one branch."),
            "invalid_choice": _("Choose branches of your company."),
        },
    )

    def __init__(self, *args: Any, branches: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branches"].choices = branches  # type: ignore[attr-defined]


class BranchManagerForm(BranchesForm):
    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, widget=forms.TextInput({"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"})
    )
    field_order = ("name", "email", "branches")
