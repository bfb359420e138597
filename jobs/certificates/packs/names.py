"""Names of files that any system can hold, and that people read: a folder per branch."""

import re

from jobs.certificates.models import Certificate

FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
LONGEST = 60


def folder_of(name: str, code: str) -> str:
    """Two branches may have one name, and never one code."""
    return f"{readable(name)} {code}"


def file_of(certificate: Certificate) -> str:
    """What the auditor looks for first; the number makes it the only one."""
    told = certificate.asset_number or certificate.serial or certificate.equipment_code
    parts = (readable(told), readable(certificate.description), certificate.number)
    return " ".join(filter(None, parts)) + ".pdf"


def readable(text: str) -> str:
    return " ".join(FORBIDDEN.sub(" ", text).split())[:LONGEST].strip(" .")
