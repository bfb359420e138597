"""Tables of the kit; the apps above register theirs in their own `admin.py`."""

from realsync.admin_site.tables import activity, locks, outbox, people, settings

__all__ = ["activity", "locks", "outbox", "people", "settings"]
