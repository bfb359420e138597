"""One record chosen among many: typed and looked up, never a select with ten thousand options.

With JavaScript a list opens below the text (static/js/combobox.js). Without, the text is looked
up when the form is sent, and where it fits several records, they are offered to choose from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from realsync.editing.texts import LONGEST_LINE, one_line
from realsync.pages.converters import LARGEST_ID

MOST_OFFERED = 20


@dataclass(frozen=True)
class Option:
    pk: int
    text: str
    note: str = ""


@dataclass(frozen=True)
class Picked:
    """What was sent: the id that the list has put there, the text, and a choice among several."""

    pk: str | None
    text: str | None
    choice: str | None


class PickInput(forms.Widget):
    template_name = "editing/pick.jinja"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.option_for: Callable[[Any], Option | None] = lambda pk: None
        self.address = ""
        self.offered: list[Option] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        return Picked(data.get(name), data.get(f"{name}_text"), data.get(f"{name}_choice"))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        sent = value if isinstance(value, Picked) else Picked(value, None, None)
        option = self.option_for(sent.pk) if sent.text is None else None
        return {
            **context,
            "pk": option.pk if option else sent.pk or "",
            "text": option.text if option else sent.text or "",
            "address": self.address,
            "offered": self.offered,
            "max_length": LONGEST_LINE,
        }


class Pick(forms.Field):
    """`find` gives the rows that a person may choose from, through `visible_to`; `option` words."""

    widget = PickInput

    def __init__(
        self,
        *,
        find: Callable[[Any], QuerySet[Any]],
        option: Callable[[Any], Option],
        within: str = "",
        order: str = "name",
        **rest: Any,
    ) -> None:
        """`within` names a column that may narrow the rows further: `company_id`.

        What is offered comes in the order of the column `order`.

        A retired record stays where it was chosen before, and is not offered again.
        """
        super().__init__(**rest)
        self.within, self.order = within, order
        self.find = find
        self.option = option
        self.rows: QuerySet[Any] | None = None
        self.known: dict[int, Any] = {}

    def serve(self, rows: QuerySet[Any], address: str) -> None:
        """A form of one person: choose from `rows`, and find options at `address`."""
        self.rows, self.known = rows, {}
        self.widget.offered = []
        self.widget.address = address
        self.widget.option_for = self.option_for

    def option_for(self, value: Any) -> Option | None:
        record = self._record(value)
        return self.option(record) if record is not None else None

    def clean(self, value: Any) -> Model | None:
        found = self._looked_up(value) if isinstance(value, Picked) else self._record(value)
        if found is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        if isinstance(data, Picked):
            data = data.choice or (data.pk if data.text is None or data.text else None)
        return str(initial or "") != str(data or "")

    def _looked_up(self, sent: Picked) -> Model | None:
        if sent.choice:
            return self._known_or_error(sent.choice)
        if sent.text is None:
            return self._known_or_error(sent.pk) if sent.pk else None
        text = one_line(sent.text)
        if not text:
            return None
        chosen = self._record(sent.pk)
        if chosen is not None and self.option(chosen).text == text:
            return chosen
        return self._by_text(text)

    def _by_text(self, text: str) -> Model:
        if len(text) > LONGEST_LINE:
            raise ValidationError(_("Search for fewer words."), code="long")
        assert self.rows is not None
        offered: Any = self.rows.filter(is_active=True)
        exact = offered.filter(code=text.upper())[:1]
        found = list(exact) or list(offered.matching(text)[: MOST_OFFERED + 1])
        if len(found) == 1:
            return self.keep(found[0])
        if not found:
            raise ValidationError(_("Nothing here is called “%s”.") % text, code="unknown")
        self.widget.offered = [self.option(record) for record in found[:MOST_OFFERED]]
        raise ValidationError(_("Several fit. Choose one, or type more of its name."), code="many")

    def _known_or_error(self, pk: Any) -> Model:
        record = self._record(pk)
        if record is None:
            raise ValidationError(_("There is no such record. Choose again."), code="unknown")
        return record

    def _record(self, value: Any) -> Model | None:
        if isinstance(value, Model):
            return self.keep(value)
        text = str(value or "")
        if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))):
            return None
        pk = int(text)
        if pk > LARGEST_ID or self.rows is None:
            return None
        if pk not in self.known:
            record = self.rows.filter(pk=pk).first()
            if record is None:
                return None
            self.keep(record)
        return self.known.get(pk)

    def keep(self, record: Model) -> Model:
        self.known[record.pk] = record
        return record
