"""A record is chosen by typing a part of its name: no select ever holds 10,000 companies."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _


class RecordChoice(AutocompleteSelect):
    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """With a text for nothing chosen: it is the name that the control is read out by."""
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        label = self.field.verbose_name
        return {**attrs, "data-placeholder": _("Choose: %(label)s") % {"label": label}}
