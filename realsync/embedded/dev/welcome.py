import os

import psycopg

from realsync.embedded.dev.environment import address
from realsync.embedded.dev.logs import folder
from realsync.embedded.dev.saying import say

ACCOUNTS = """
SELECT DISTINCT ON (role) role, email FROM users
WHERE is_active AND email LIKE '%@demo.example' ORDER BY role, length(email)
"""


def welcome(owner_url: str) -> None:
    say(f"\nRealSync CRM is ready: {address()}")
    accounts = _demo_accounts(owner_url)
    if accounts:
        password = os.environ.get("DEMO_PASSWORD") or "realsync-demo"
        say(f"One account per role; the password of each is {password}")
    for role, email in accounts:
        say(f"  {role:<16}  {email}")
    say(f"Logs: {folder()}. Ctrl-C stops everything.")


def _demo_accounts(owner_url: str) -> list[tuple[str, str]]:
    with psycopg.connect(owner_url) as connection:
        return [(role, email) for role, email in connection.execute(ACCOUNTS)]
