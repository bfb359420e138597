from django.apps import AppConfig


class QuotesConfig(AppConfig):
    name = "jobs.quotes"
    label = "quotes"

    def ready(self) -> None:
        from jobs.quotes.refusals import VIOLATIONS
        from realsync.db.violations import register_violations

        register_violations(VIOLATIONS)
