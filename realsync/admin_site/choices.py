"""A record is chosen by typing a part of its name: no select ever holds 10,000 companies."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _

from realsync.pages.converters import LARGEST_ID


class RecordChoice(AutocompleteSelect):
    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """With a text for nothing chosen: it is the name that the control is read out by."""
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        label = self.field.verbose_name
        return {**attrs, "data-placeholder": _("Choose: %(label)s") % {"label": label}}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """The widget looks up what was sent: of that, only ids can be looked up."""
        ids = [each for each in value if _is_id(each)]
        return super().optgroups(name, ids or [""], attrs)


def _is_id(text: Any) -> bool:
    text = str(text)
    return text.isascii() and text.isdigit() and int(text[: len(str(LARGEST_ID)) + 1]) <= LARGEST_ID
