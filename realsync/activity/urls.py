from django.urls import path

from realsync.accounts.permissions import Permission
from realsync.activity.tables import ACTIVITY
from realsync.activity.views import entry
from realsync.lists.urls import list_urls
from realsync.pages.access import staff_view

activity = [
    *list_urls(ACTIVITY, staff_view(Permission.REGISTER_SEE)),
    path("<record:pk>/", entry.entry_detail, name="detail"),
]
