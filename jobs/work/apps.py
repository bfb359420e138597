from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "jobs.work"
    label = "work"

    def ready(self) -> None:
        from equipment.labels.pages import labels_of
        from jobs.quotes.actions.response import register_on_response
        from jobs.work.actions.job import job_of_response
        from jobs.work.editing.sheets import EDITINGS
        from jobs.work.grants import GRANTED, staff_scope_with_jobs
        from jobs.work.history import register_history
        from jobs.work.kept import RETENTION
        from jobs.work.kinds import KINDS
        from jobs.work.merging import registering
        from jobs.work.refusals import VIOLATIONS
        from realsync.accounts.granted import register_granted
        from realsync.accounts.roles import Role
        from realsync.db.scope import register_resolver
        from realsync.db.violations import register_violations
        from realsync.editing.sheet import register_editing
        from realsync.lists.record_page import register_creatable
        from realsync.records.kinds import register
        from realsync.watch.retention import register_retention

        register_retention(*RETENTION)
        register_resolver("staff", staff_scope_with_jobs)
        register_granted(Role.TECHNICIAN, GRANTED)
        register_violations(VIOLATIONS)
        for kind in KINDS:
            register(kind)
        for editing in EDITINGS:
            register_editing(editing)
        register_history()
        register_creatable("job", labels_of)
        registering.register()
        register_on_response(job_of_response)
