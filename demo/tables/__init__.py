"""What is loaded, in this order: parents first. A new table is a module here and a line below."""

from demo.tables import (
    activity_log,
    branches,
    calibration_plans,
    companies,
    contacts,
    documents,
    email_addresses,
    equipment,
    grants,
    notes,
    service_pricing,
    services,
    users,
)
from demo.tables.table import Table

TABLES: tuple[Table, ...] = (
    users.TABLE,
    email_addresses.TABLE,
    companies.TABLE,
    branches.TABLE,
    contacts.TABLE,
    grants.COMPANY_GRANTS,
    grants.BRANCH_GRANTS,
    services.TABLE,
    service_pricing.TABLE,
    equipment.TABLE,
    calibration_plans.TABLE,
    notes.TABLE,
    notes.INBOX,
    documents.TABLE,
    documents.VERSIONS,
    activity_log.TABLE,
)
