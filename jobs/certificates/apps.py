from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "jobs.certificates"
    label = "certificates"

    def ready(self) -> None:
        from jobs.certificates import merging
        from jobs.certificates.background import tell_of_done_job
        from jobs.certificates.editing.sheets import EDITINGS
        from jobs.certificates.history import register_history
        from jobs.certificates.kept import RETENTION
        from jobs.certificates.kinds import KINDS
        from jobs.certificates.of_items import papers_of
        from jobs.certificates.refusals import VIOLATIONS
        from jobs.certificates.views.packs import packs_offered
        from jobs.work.actions.job import register_on_done
        from jobs.work.papers import register_papers
        from realsync.db.violations import register_violations
        from realsync.editing.sheet import register_editing
        from realsync.lists.record_page import register_creatable
        from realsync.records.kinds import register
        from realsync.watch.retention import register_retention

        register_retention(*RETENTION)
        register_violations(VIOLATIONS)
        for kind in KINDS:
            register(kind)
        for editing in EDITINGS:
            register_editing(editing)
        register_history()
        register_creatable("company", packs_offered)
        merging.register()
        register_on_done(tell_of_done_job)
        register_papers(papers_of)
