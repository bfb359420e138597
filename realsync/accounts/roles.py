from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    ADMIN = "admin", _("Administrator")
    MANAGEMENT = "management", _("Management")
    SCHEDULER = "scheduler", _("Scheduler")
    SALES = "sales", _("Sales")
    ONBOARDING = "onboarding", _("Onboarding")
    TECHNICIAN = "technician", _("Technician")
    COMPANY_MANAGER = "company_manager", _("Company manager")
    BRANCH_MANAGER = "branch_manager", _("Branch manager")


CLIENT_ROLES = frozenset({Role.COMPANY_MANAGER, Role.BRANCH_MANAGER})
STAFF_ROLES = frozenset(Role) - CLIENT_ROLES
