from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "realsync.exports"
    label = "exports"

    def ready(self) -> None:
        from realsync.db.violations import register_violations
        from realsync.exports.answering import answer
        from realsync.exports.kept import RETENTION
        from realsync.exports.refusals import VIOLATIONS
        from realsync.exports.told import register_exports
        from realsync.lists.exporting import export_with
        from realsync.watch.retention import register_retention

        register_violations(VIOLATIONS)
        register_exports()
        export_with(answer)
        register_retention(*RETENTION)
