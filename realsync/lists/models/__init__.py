from realsync.lists.models.anchors import Anchors
from realsync.lists.models.saved_view import SavedView
from realsync.lists.models.selection import Selection

__all__ = ["Anchors", "SavedView", "Selection"]
