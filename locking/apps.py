from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LockingConfig(AppConfig):
    name = "locking"

    def ready(self) -> None:
        from realsync.db.violations import Violation, register_violations

        told = _("Somebody is editing this right now. Nothing of yours was saved.")
        register_violations({"record_locked": Violation(told)})
