"""Names of files that any system can hold, and that people read: a folder per branch."""

from jobs.certificates.models import Certificate
from realsync.files.names import readable


def folder_of(name: str, code: str) -> str:
    """Two branches may have one name, and never one code."""
    return f"{readable(name)} {code}"


def file_of(certificate: Certificate) -> str:
    """What the auditor looks for first; the number makes it the only one."""
    told = certificate.asset_number or certificate.serial or certificate.equipment_code
    parts = (readable(told), readable(certificate.description), certificate.number)
    return " ".join(filter(None, parts)) + ".pdf"
