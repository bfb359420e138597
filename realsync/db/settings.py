from typing import Any

from realsync.db.models import Setting


def setting_value(name: str, default: Any) -> Any:
    """The stored value, or `default` where nobody has set one. A scope must be open."""
    stored = Setting.objects.filter(pk=name).values_list("value", flat=True).first()
    return default if stored is None else stored
