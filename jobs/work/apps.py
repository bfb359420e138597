from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "jobs.work"
    label = "work"

    def ready(self) -> None:
        from jobs.work.grants import staff_scope_with_jobs
        from jobs.work.refusals import VIOLATIONS
        from realsync.db.scope import register_resolver
        from realsync.db.violations import register_violations

        register_resolver("staff", staff_scope_with_jobs)
        register_violations(VIOLATIONS)
