from locking.models.draft import Draft
from locking.models.lock import RecordLock
from locking.models.presence import Presence

__all__ = ["Draft", "Presence", "RecordLock"]
