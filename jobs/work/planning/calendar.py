"""A technician's visits as iCalendar (RFC 5545): text/calendar, in UTC, lines of 75 octets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DEFAULT_DB_ALIAS, connections

READ = "SELECT * FROM calendar_feed(%s)"
LONGEST_LINE_OCTETS = 75


@dataclass(frozen=True)
class Visit:
    technician: str
    job_id: int | None
    number: str
    title: str
    status: str
    company: str
    branch: str
    address: str
    starts_at: datetime
    ends_at: datetime
    version: int
    updated_at: datetime


def visits_of(token_hash: str) -> list[Visit]:
    """As the login role. Empty for an unknown address; one without a job where there is none."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(READ, [token_hash])
        return [Visit(*row) for row in cursor.fetchall()]


def as_text(visits: Iterable[Visit], *, name: str, host: str, address: str) -> str:
    """`address` is where the pages of jobs are: `https://crm.example/jobs/`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//RealSync//RealSync CRM//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for visit in visits:
        if visit.job_id is not None:
            lines += _event(visit, host, address)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(visit: Visit, host: str, address: str) -> Iterator[str]:
    """DTSTAMP is when it was last revised, as there is no METHOD: nothing changes by itself."""
    yield "BEGIN:VEVENT"
    yield f"UID:job-{visit.job_id}@{host}"
    yield f"DTSTAMP:{in_utc(visit.updated_at)}"
    yield f"LAST-MODIFIED:{in_utc(visit.updated_at)}"
    yield f"SEQUENCE:{visit.version}"
    yield f"DTSTART:{in_utc(visit.starts_at)}"
    yield f"DTEND:{in_utc(visit.ends_at)}"
    yield f"SUMMARY:{escaped(f'{visit.company}: {visit.title}')}"
    yield f"LOCATION:{escaped(', '.join(filter(None, (visit.branch, visit.address))))}"
    yield f"DESCRIPTION:{escaped(visit.number)}"
    yield f"URL:{address}{visit.job_id}/"
    yield "STATUS:CONFIRMED"
    yield "END:VEVENT"


def in_utc(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """RFC 5545, 3.3.11: backslash, semicolon, comma and line breaks; no other control character."""
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(each for each in broken if each == "\t" or (each >= " " and each != "\x7f"))


def folded(line: str) -> Iterator[str]:
    """RFC 5545, 3.1: at most 75 octets, the next ones begin with a space; no character is cut."""
    part, room = "", LONGEST_LINE_OCTETS
    for character in line:
        octets = len(character.encode())
        if octets > room:
            yield part
            part, room = " ", LONGEST_LINE_OCTETS - 1
        part += character
        room -= octets
    yield part
