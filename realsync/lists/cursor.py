"""Cursors: signed places in a list, of use in that list only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from realsync.pages.errors import BadInput

LONGEST_CURSOR = 2000
# Dates, numbers, most codes: what an address and a page carry as it stands, and packs best.
PLAIN = re.compile(r"(~[\w-]*)+", re.ASCII)
# 128 bits of 256, as RFC 2104 allows: three of them are in each fifty rows.
SIGNATURE_LETTERS = 22


class _Signer(Signer):
    def signature(self, value: Any, key: Any = None) -> str:
        return super().signature(value, key)[:SIGNATURE_LETTERS]


@dataclass(frozen=True)
class Binding:
    """What a cursor holds for: this list, these filters, this order, these visible rows."""

    listing: str
    filters: str
    order: str
    scope: str

    def _signer(self) -> Signer:
        parts = (self.listing, self.filters, self.order, self.scope)
        return _Signer(sep=".", salt="\n".join(("realsync.lists.cursor", *parts)))

    def sign(self, position: Sequence[str]) -> str:
        """Compressed where that is shorter: a name in other letters would not fit an address."""
        plain = "".join(f"~{part}" for part in position)
        if PLAIN.fullmatch(plain):
            return self._signer().sign(plain)
        return self._signer().sign_object(list(position), compress=True)

    def read(self, cursor: str) -> list[str]:
        """The position in a cursor of ours; BadInput for any other."""
        try:
            if len(cursor) > LONGEST_CURSOR:
                raise BadSignature
            if cursor.startswith("~"):
                return self._signer().unsign(cursor)[1:].split("~")
            position: list[str] = self._signer().unsign_object(cursor)
        except (BadSignature, UnicodeEncodeError):
            raise BadInput(
                _("This place in the list is not known. Open the list again from its beginning.")
            ) from None
        return position
