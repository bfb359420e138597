from realsync.lists.models.saved_view import SavedView
from realsync.lists.models.selection import Selection

__all__ = ["SavedView", "Selection"]
