"""Clones of the world's rows: many that are equal in what lists are ordered by, some without it."""

from django.db import connections, transaction

# So many rows of each table, about.
MANY = 24
# What is unique, beside codes, numbers and tokens, and what may be missing: o is the row, n counts.
OWN = {
    "companies": {}, "branches": {}, "services": {}, "standards": {}, "incidents": {},
    "activity_log": {}, "notices": {"key": "''"}, "documents": {},
    "equipment": {
        "serial": "CASE WHEN n % 2 = 0 THEN '' ELSE o.serial || n END",
        "next_due_on": "CASE WHEN n % 3 = 0 THEN NULL ELSE current_date + n % 2 END",
        "last_calibrated_on": "CASE WHEN n % 3 > 0 THEN NULL ELSE current_date - n END",
    },
    # Of other instruments, at other branches.
    "calibration_plans": {
        "equipment_id": "(SELECT id FROM equipment ORDER BY id DESC OFFSET o.id * 5 + n LIMIT 1)",
        "branch_id": (
            "(SELECT id FROM branches WHERE company_id = o.company_id ORDER BY id DESC"
            " OFFSET n - 1 LIMIT 1)"
        ),
        "next_due_on": "current_date + n % 2",
    },
    "quotes": {"revises_id": "NULL"},
    "jobs": {
        "quote_id": "NULL",
        "starts_at": "CASE WHEN n % 2 = 0 THEN NULL ELSE now() + n * interval '1 day' END",
        "ends_at": "CASE WHEN n % 2 = 0 THEN NULL ELSE now() + n * interval '2 days' END",
    },
    "certificates": {"item_id": "-1000 - o.id * 100 - n"},
    "tasks": {"priority": "CASE n % 3 WHEN 0 THEN 'urgent' WHEN 1 THEN 'low' ELSE o.priority END"},
    "users": {"email": "n || o.email"},
    "service_requests": {"job_id": "NULL", "submission": "NULL"},
    "recall_mails": {"made_on": "o.made_on - n"},
    "recall_items": {"due_on": "o.due_on + n / 2", "stage": "n"},
    "incident_certificates": {},
    "incident_clients": {"company_id": "(SELECT min(id) - 1 + n FROM companies)"},
}  # fmt: skip
COLUMNS = """
SELECT a.attname FROM pg_attribute a
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
"""


def crowd() -> None:
    """Without triggers: the rows carry what those would derive."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, own in OWN.items():
            cursor.execute(COLUMNS, [table])
            names = [name for (name,) in cursor.fetchall()]
            values = ", ".join(_value(table, name, own) for name in names)
            times = f"generate_series(1, 2 + {MANY} / (SELECT count(*)::int FROM {table}))"
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {values}"
                f" FROM {table} o, {times} n ON CONFLICT DO NOTHING"
            )


def _value(table: str, name: str, own: dict[str, str]) -> str:
    if name in own:
        return own[name]
    if name == "id":
        return f"nextval(pg_get_serial_sequence('{table}', 'id'))"
    if name in ("code", "number", "token") and table != "activity_log":
        return f"CASE WHEN o.{name} = '' THEN '' ELSE o.{name} || '-' || n END"
    return f"o.{name}"
