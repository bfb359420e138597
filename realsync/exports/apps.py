from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "realsync.exports"
    label = "exports"

    def ready(self) -> None:
        from realsync.db.violations import register_violations
        from realsync.exports.refusals import VIOLATIONS

        register_violations(VIOLATIONS)
