from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "realsync.activity"
    label = "activity"

    def ready(self) -> None:
        from realsync.accounts.recording import record_with
        from realsync.activity.own_verbs import register_own
        from realsync.activity.record import record

        record_with(record)
        register_own()
