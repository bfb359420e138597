from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from realsync.db.violations import Violation


class AccountsConfig(AppConfig):
    name = "realsync.accounts"
    label = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        from realsync.accounts.kept import RETENTION
        from realsync.accounts.scope import staff_scope
        from realsync.db.scope import register_resolver
        from realsync.db.violations import register_violations
        from realsync.watch.retention import register_retention

        register_retention(*RETENTION)
        register_resolver("staff", staff_scope)
        register_violations(violations())


def violations() -> dict[str, Violation]:
    taken = _("Somebody has an account with this address already.")
    last = _("Nobody else could let people in: make somebody else an administrator first.")
    return {
        "users_email_key": Violation(taken, "email"),
        "users_email_any_case": Violation(taken, "email"),
        "users_last_admin": Violation(last),
    }
