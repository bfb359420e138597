from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "realsync.inbox"
    label = "inbox"
