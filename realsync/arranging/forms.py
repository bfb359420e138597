from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import User
from realsync.lists.models.saved_view import LONGEST_NAME


class ViewForm(forms.Form):
    """A view's name; and whether colleagues see it, where there are any."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    is_shared = forms.BooleanField(label=_("Share with all staff"), required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        if user.side == "client":
            del self.fields["is_shared"]

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    @property
    def values(self) -> dict[str, Any]:
        return {"is_shared": False, **self.cleaned_data}
