"""What of this app moves when companies are merged; called in `ready()`.

Certificates, validities and what incidents list of them follow their jobs by key.
"""

from django.utils.translation import ngettext

from companies.merging.parts import Move, register_moves


def clients_in_words(count: int) -> str:
    return ngettext("its part in %d incident", "its part in %d incidents", count) % count


# Where both are in an incident, each row stays, to be settled by itself.
NOT_THERE = """NOT EXISTS (SELECT FROM incident_clients there
    WHERE there.company_id = pair.target AND there.incident_id = t.incident_id)"""


def register() -> None:
    register_moves("company", Move("incident_clients", "company_id", clients_in_words, NOT_THERE))
