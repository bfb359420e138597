from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "realsync.watch"
    label = "watch"

    def ready(self) -> None:
        from django.core.signals import got_request_exception

        from realsync.watch.failures import note_failed_request
        from realsync.watch.kept import RETENTION
        from realsync.watch.retention import register_retention

        register_retention(*RETENTION)
        got_request_exception.connect(note_failed_request)
