"""Who may do what, as one table. Rules about a single record stand in each app's `policies.py`."""

from enum import StrEnum, auto

from realsync.accounts.roles import CLIENT_ROLES, STAFF_ROLES, Role

ADMIN, MANAGEMENT, SCHEDULER = Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER
SALES, ONBOARDING, TECHNICIAN = Role.SALES, Role.ONBOARDING, Role.TECHNICIAN


class Permission(StrEnum):
    REGISTER_SEE = auto()  # companies, branches, contacts, equipment, services, standards
    WORK_SEE = auto()  # jobs, results, certificates; a technician's own only
    QUOTE_SEE = auto()
    PRICE_FLOOR_SEE = auto()
    STAFF_NOTE_SEE = auto()  # a technician: of their own jobs only
    TASK_SEE = auto()
    COMPANY_CREATE = auto()  # and branches, contacts
    COMPANY_EDIT = auto()
    BRANCH_EDIT = auto()  # and contacts
    EQUIPMENT_EDIT = auto()  # create and import, too
    CATALOGUE_MANAGE = auto()  # services, price lists, standards
    QUOTE_EDIT = auto()  # sales: their own only
    JOB_CREATE = auto()
    JOB_EDIT = auto()  # a technician: assigned ones only
    JOB_SCHEDULE = auto()
    RESULT_RECORD = auto()  # a technician: assigned jobs only
    CERTIFICATE_APPROVE = auto()
    TASK_EDIT = auto()
    OPERATIONS_SEE = auto()
    SYSTEM_MANAGE = auto()  # users, settings, break a lock, hard delete, view as
    PORTAL_SEE = auto()
    BRANCH_MANAGER_MANAGE = auto()  # a company manager's own branch managers


GRANTED: dict[Permission, frozenset[Role]] = {
    Permission.REGISTER_SEE: STAFF_ROLES,
    Permission.WORK_SEE: STAFF_ROLES,
    Permission.QUOTE_SEE: frozenset({ADMIN, MANAGEMENT, SCHEDULER, SALES}),
    Permission.PRICE_FLOOR_SEE: frozenset({ADMIN, MANAGEMENT, SCHEDULER, SALES}),
    Permission.STAFF_NOTE_SEE: STAFF_ROLES - {ONBOARDING},
    Permission.TASK_SEE: STAFF_ROLES,
    Permission.COMPANY_CREATE: frozenset({ADMIN, MANAGEMENT, SALES, ONBOARDING}),
    Permission.COMPANY_EDIT: frozenset({ADMIN, MANAGEMENT, SALES}),
    Permission.BRANCH_EDIT: frozenset({ADMIN, MANAGEMENT, SCHEDULER, SALES}),
    Permission.EQUIPMENT_EDIT: frozenset({ADMIN, MANAGEMENT, SALES, ONBOARDING, TECHNICIAN}),
    Permission.CATALOGUE_MANAGE: frozenset({ADMIN, MANAGEMENT}),
    Permission.QUOTE_EDIT: frozenset({ADMIN, MANAGEMENT, SALES}),
    Permission.JOB_CREATE: frozenset({ADMIN, MANAGEMENT, SCHEDULER, SALES}),
    Permission.JOB_EDIT: frozenset({ADMIN, MANAGEMENT, SCHEDULER, TECHNICIAN}),
    Permission.JOB_SCHEDULE: frozenset({ADMIN, MANAGEMENT, SCHEDULER}),
    Permission.RESULT_RECORD: frozenset({ADMIN, MANAGEMENT, TECHNICIAN}),
    Permission.CERTIFICATE_APPROVE: frozenset({ADMIN, MANAGEMENT}),
    Permission.TASK_EDIT: STAFF_ROLES,
    Permission.OPERATIONS_SEE: frozenset({ADMIN, MANAGEMENT}),
    Permission.SYSTEM_MANAGE: frozenset({ADMIN}),
    Permission.PORTAL_SEE: CLIENT_ROLES,
    Permission.BRANCH_MANAGER_MANAGE: frozenset({Role.COMPANY_MANAGER}),
}
