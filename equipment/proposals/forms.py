"""What a client fills in to propose something of the register."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.choices import ProposalKind
from equipment.models import Equipment
from equipment.policies import branches_to_move_to, names_other_places
from equipment.proposals.reading import Changes
from realsync.db.scope import Person
from realsync.editing.fields import LineField, TextField

WORDS = ("description", "manufacturer", "model", "serial", "asset_number")


class ProposalForm(forms.Form):
    """Base of all kinds; `changes()` says what is proposed, against what."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = TextField(label=gettext_lazy("Anything we should know"), required=False)

    field_order = (
        "form_key", "branch", "description", "manufacturer", "model", "serial", "asset_number",
        "moved_to", "location", "reason",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, user: Person, equipment: Equipment | None) -> None:
        super().__init__(data, initial={"form_key": uuid4(), **self.first_values(equipment)})
        self.user, self.equipment = user, equipment

    def first_values(self, equipment: Equipment | None) -> dict[str, Any]:
        return {}

    def clean_form_key(self) -> UUID:
        return self.cleaned_data["form_key"] or uuid4()

    def changes(self) -> Changes:
        return {}

    def _differing(self, *names: str) -> Changes:
        """Of those fields that are proposed otherwise than they are."""
        pairs = {name: (getattr(self.equipment, name), self.cleaned_data[name]) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


class MovedForm(ProposalForm):
    branch: Any = forms.ModelChoiceField(None, label=gettext_lazy("It is now at the branch"))
    moved_to = LineField(
        label=gettext_lazy("It went to another branch"),
        required=False,
        help_text=gettext_lazy("Say which; leave it empty if it is still with you."),
    )
    location = LineField(
        label=gettext_lazy("Place there"),
        required=False,
        help_text=gettext_lazy("Hall, room, line, whoever has it."),
    )

    def __init__(self, data: Any = None, *, user: Person, equipment: Equipment | None) -> None:
        super().__init__(data, user=user, equipment=equipment)
        branch: Any = self.fields["branch"]
        branch.queryset = branches_to_move_to(user).order_by("name", "pk")
        branch.empty_label = None
        branch.label_from_instance = lambda row: row.name
        if len(branch.queryset) == 1:
            del self.fields["branch"]
        if not names_other_places(user):
            del self.fields["moved_to"]

    def first_values(self, equipment: Equipment | None) -> dict[str, Any]:
        return {
            "branch": equipment and equipment.branch_id,
            "location": equipment and equipment.location,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.changes() and not cleaned.get("moved_to"):
            raise ValidationError(_("That is where it is by our register already."))
        return cleaned

    def changes(self) -> Changes:
        changes = self._differing("location")
        branch = self.cleaned_data.get("branch")
        if branch is not None and self.equipment and branch.pk != self.equipment.branch_id:
            changes["branch"] = (self.equipment.branch_id, branch.pk)
        return changes


class ScrappedForm(ProposalForm):
    """Nothing but the reason: it leaves the register."""


class CorrectedForm(ProposalForm):
    serial = LineField(label=gettext_lazy("Serial number"), required=False)
    asset_number = LineField(label=gettext_lazy("Asset number"), required=False)
    description = LineField(label=gettext_lazy("What it is"))
    manufacturer = LineField(label=gettext_lazy("Manufacturer"), required=False)
    model = LineField(label=gettext_lazy("Model"), required=False)

    def first_values(self, equipment: Equipment | None) -> dict[str, Any]:
        return {name: getattr(equipment, name) for name in WORDS}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.changes():
            raise ValidationError(_("Nothing differs from our register yet."))
        return cleaned

    def changes(self) -> Changes:
        return self._differing(*WORDS)


class NewForm(ProposalForm):
    branch: Any = forms.ModelChoiceField(None, label=gettext_lazy("Branch"))
    description = LineField(
        label=gettext_lazy("What it is"), help_text=gettext_lazy("Multimeter, pressure gauge…")
    )
    manufacturer = LineField(label=gettext_lazy("Manufacturer"), required=False)
    model = LineField(label=gettext_lazy("Model"), required=False)
    serial = LineField(label=gettext_lazy("Serial number"), required=False)
    asset_number = LineField(label=gettext_lazy("Asset number"), required=False)
    location = LineField(label=gettext_lazy("Where it stands"), required=False)

    def __init__(self, data: Any = None, *, user: Person, equipment: Equipment | None) -> None:
        super().__init__(data, user=user, equipment=equipment)
        branch: Any = self.fields["branch"]
        branch.queryset = branches_to_move_to(user).order_by("name", "pk")
        branch.label_from_instance = lambda row: row.name
        if len(branch.queryset) == 1:
            branch.initial, branch.empty_label = branch.queryset[0], None

    def changes(self) -> Changes:
        given = {name: self.cleaned_data[name] for name in (*WORDS, "location")}
        return {name: (None, value) for name, value in given.items() if value}


FORMS: dict[str, type[ProposalForm]] = {
    ProposalKind.MOVED.value: MovedForm,
    ProposalKind.SCRAPPED.value: ScrappedForm,
    ProposalKind.CORRECTED.value: CorrectedForm,
}
