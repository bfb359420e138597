"""Where the papers lie: Django's default storage, by year and number."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jobs.certificates.models import Certificate

FOLDER = "certificates"


@dataclass(frozen=True)
class Kept:
    name: str
    sha256: str


def keep(certificate: Certificate, pdf: bytes) -> Kept:
    """What an earlier attempt has stored already is left as it lies: it is the same."""
    digest = sha256(pdf).hexdigest()
    name = f"{FOLDER}/{certificate.issued_on:%Y/%m}/{certificate.number}-{digest[:12]}.pdf"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(pdf))
    return Kept(name, digest)
