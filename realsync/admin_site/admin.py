"""Tables of the kit; the apps above register theirs in their own `admin.py`."""

from realsync.admin_site.tables import activity, outbox, people, settings

__all__ = ["activity", "outbox", "people", "settings"]
