"""The cells of a bench sheet: what may be typed into each, and how its value is written.

Values travel as text in both directions, so that 9.90 stays 9.90.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.work.choices import DecisionRule, Presence
from realsync.editing.texts import LONGEST_LINE, one_line

NUMBER = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,12})?", re.ASCII)
WHOLE = re.compile(r"\d{1,18}", re.ASCII)
# The pen's way over the pad, in its units: `M12 30L14 31`.
PATH = re.compile(r"(?:M\d{1,4} \d{1,4}(?:L\d{1,4} \d{1,4})*)+", re.ASCII)
LONGEST_PATH = 20_000
FIRST_DAY = date(1950, 1, 1)


def number(typed: str) -> Decimal | None:
    if not typed:
        return None
    if not NUMBER.fullmatch(typed):
        raise ValidationError(_("“%(typed)s” is no number.") % {"typed": typed[:40]})
    return Decimal(typed.replace(",", "."))


def not_negative(typed: str) -> Decimal | None:
    value = number(typed)
    if value is not None and value < 0:
        raise ValidationError(_("This is not below nothing."))
    return value


def percent(typed: str) -> Decimal | None:
    value = not_negative(typed)
    if value is not None and value > 100:
        raise ValidationError(_("A relative humidity is 100 % at most."))
    return value


def line(typed: str) -> str:
    text = one_line(typed)
    if len(text) > LONGEST_LINE:
        raise ValidationError(_("At most %(most)d characters a text.") % {"most": LONGEST_LINE})
    return text


def tick(typed: str) -> bool:
    return typed == "on"


def day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        raise ValidationError(_("This is no day.")) from None
    if not FIRST_DAY <= found <= timezone.localdate():
        raise ValidationError(_("The work was done today or before."))
    return found


def id_of(typed: str) -> int | None:
    if typed and not WHOLE.fullmatch(typed):
        raise ValidationError(_("Choose from the list."))
    return int(typed) if typed else None


def _one_of(choices: Any) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if typed not in choices.values:
            raise ValidationError(_("Choose from the list."))
        return typed

    return read


def signature(typed: str) -> tuple[str, str]:
    """The name on the first line, the path of the pen on the second."""
    name, _line, path = typed.partition("\n")
    if not line(name):
        raise ValidationError(_("Type the name of who signs."))
    if len(path) > LONGEST_PATH or not PATH.fullmatch(path):
        raise ValidationError(_("Sign in the field, with a finger, a pen or the mouse."))
    return line(name), path


Readers = dict[str, Callable[[str], Any]]
OF_POINT: Readers = {"as_found": number, "as_left": number, "expanded_uncertainty": not_negative}
OF_ITEM: Readers = {
    "presence": _one_of(Presence),
    "condition": line,
    "is_adjusted": tick,
    "performed_on": day,
    "standard_id": id_of,
}
OF_SHEET: Readers = {
    "decision_rule": _one_of(DecisionRule),
    "temperature_c": number,
    "humidity_percent": percent,
    "signature": signature,
}


def text_of(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def texts_of(row: Any, readers: Readers) -> dict[str, str]:
    """Every cell of a row as it is now."""
    texts = {name: text_of(getattr(row, name)) for name in readers}
    if readers is OF_SHEET and row.signature:
        texts["signature"] = f"{row.signed_name}\n{row.signature}"
    return texts
