from decimal import Decimal
from typing import Any

from django.db import models


class ExactNumber(models.Field):  # type: ignore[type-arg]
    """A decimal number with as many places as were typed: 9.90 stays 9.90."""

    def db_type(self, connection: Any) -> str:
        return "numeric"

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value)
