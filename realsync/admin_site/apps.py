from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdminSiteConfig(AppConfig):
    name = "realsync.admin_site"
    label = "admin_site"

    def ready(self) -> None:
        from realsync.db.violations import Violation, register_violations

        told = _("Its history would lose what it speaks of. Retire it instead.")
        register_violations({"history_stays": Violation(told)})
