from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "realsync.outbox"
    label = "outbox"
