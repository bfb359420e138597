from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"

    def ready(self) -> None:
        from realsync.db.violations import register_violations
        from realsync.records.kinds import register
        from tasks.kinds import KINDS
        from tasks.refusals import VIOLATIONS

        register_violations(VIOLATIONS)
        for kind in KINDS:
            register(kind)
