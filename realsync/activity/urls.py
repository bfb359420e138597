from django.urls import path

from realsync.activity.views import entry, lists
from realsync.lists.urls import list_urls

activity = [
    *list_urls(
        lists.activity_list, lists.activity_rows, lists.activity_count, lists.activity_options
    ),
    path("<record:pk>/", entry.entry_detail, name="detail"),
]
