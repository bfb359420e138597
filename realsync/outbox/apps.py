from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "realsync.outbox"
    label = "outbox"

    def ready(self) -> None:
        from realsync.outbox.kept import RETENTION
        from realsync.watch.retention import register_retention

        register_retention(*RETENTION)
