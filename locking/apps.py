from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LockingConfig(AppConfig):
    name = "locking"

    def ready(self) -> None:
        from locking.gate import may_watch
        from locking.kept import RETENTION
        from realsync.db.violations import Violation, register_violations
        from realsync.inbox.verbs import Told, register_told
        from realsync.live.gate import register_gate
        from realsync.watch.retention import register_retention

        register_retention(*RETENTION)
        told = _("Somebody is editing this right now. Nothing of yours was saved.")
        register_violations({"record_locked": Violation(told)})
        ended = Told(_("{who} ended your editing of {what}"), icon="lock")
        register_told({"lock.broken": ended})
        register_gate(may_watch)
