"""An audit pack, made in portions: each is a short transaction, and what it has packed stays.

First what belongs in it is written down; then its papers are packed, some at a time, each compared
with the hash that was stored with it; in the end the parts are joined.
"""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from time import monotonic

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.certificates.choices import PackState
from jobs.certificates.models import AuditPack, Certificate, Validity
from jobs.certificates.packs.archive import Joined, names_in, write_part
from jobs.certificates.packs.in_force import certificates_in_force, gaps_on
from jobs.certificates.packs.names import file_of, folder_of
from jobs.certificates.packs.sheets import INDEX, MANIFEST, Filed, index_of, manifest_of
from jobs.certificates.paper.issuing import issue_once
from realsync.files.shelf import new_name
from realsync.files.zips import Content

log = logging.getLogger(__name__)

FOLDER = "packs"
PORTION_SECONDS = 2.0
AT_ONCE = 100
KEPT = timedelta(days=7)


class Spoilt(Exception):
    """The file of a certificate is not the one that was issued."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def go_on(pack: AuditPack) -> None:
    """One portion. Where more is to come, the pack is still open."""
    until, before = monotonic() + PORTION_SECONDS, pack.packed
    try:
        if not pack.is_planned:
            _plan(pack)
        if pack.packed < len(pack.certificate_ids):
            _pack_some(pack, until)
        total = len(pack.certificate_ids)
        if pack.packed == total and (total == before or total <= AT_ONCE):
            _finish(pack)  # joining many papers is a portion of its own
    except Spoilt as spoilt:
        _give_up(pack, spoilt.number)
    pack.save()


def _plan(pack: AuditPack) -> None:
    pack.certificate_ids = certificates_in_force(pack.company_id, pack.branch_ids, pack.held_on)
    pack.is_planned = True


def _pack_some(pack: AuditPack, until: float) -> None:
    """Until the portion is over, and at least one, so that it ends."""
    packed = 0

    def contents() -> Iterator[Content]:
        nonlocal packed
        for certificate in _certificates(pack.certificate_ids[pack.packed :]):
            folder = folder_of(certificate.branch.name, certificate.branch.code)
            yield f"{folder}/{file_of(certificate)}", _paper_of(certificate)
            packed += 1
            if monotonic() > until:
                return

    pack.parts = [*pack.parts, write_part(new_name(FOLDER), contents())]
    pack.packed += packed


def _finish(pack: AuditPack) -> None:
    gaps = gaps_on(pack.company_id, pack.branch_ids, pack.held_on)
    paths = names_in(pack.parts)
    sums: list[tuple[str, str]] = []

    def filed() -> Iterator[Filed]:
        ends = _ends(pack)
        for certificate, path in zip(_certificates(pack.certificate_ids), paths, strict=True):
            sums.append((certificate.pdf_sha256, path))
            yield Filed(certificate, certificate.branch.name, path, ends.get(certificate.pk))

    index = index_of(filed(), gaps, pack.branch_ids)
    sums.append((sha256(index).hexdigest(), INDEX))
    whole = Joined(pack.parts, [(INDEX, index), (MANIFEST, manifest_of(sums))])
    pack.file = whole.store(f"{new_name(FOLDER)}.zip")
    pack.size_bytes, pack.sha256, pack.gaps = whole.size_bytes, whole.sha256, len(gaps)
    pack.state, pack.settled_at = PackState.DONE, timezone.now()
    pack.expires_at = pack.settled_at + KEPT
    pack.parts = []  # which are swept


def _give_up(pack: AuditPack, number: str) -> None:
    log.error("Audit pack %s: the file of %s is not the one that was issued", pack.pk, number)
    pack.state, pack.settled_at, pack.parts = PackState.REFUSED, timezone.now(), []
    told = _(
        "The file of %s is not as it was issued, so that no pack was made. We have been told,"
        " and look into it."
    )
    pack.answer = told % number


def _certificates(ids: list[int]) -> Iterator[Certificate]:
    """In that order, some at a time."""
    for start in range(0, len(ids), AT_ONCE):
        portion = ids[start : start + AT_ONCE]
        # Results and standards are on the paper, which is read from its file.
        rows = Certificate.objects.defer("results", "standards", "laboratory")
        found = rows.select_related("branch").in_bulk(portion)
        for pk in portion:
            yield found[pk]


def _paper_of(certificate: Certificate) -> bytes:
    """Made now where it was only just issued. Raises Spoilt."""
    if not certificate.pdf:
        issue_once(certificate.pk)
        certificate.refresh_from_db(fields=["pdf", "pdf_sha256"])
    try:
        with default_storage.open(certificate.pdf) as file:
            content = bytes(file.read())
    except FileNotFoundError:
        raise Spoilt(certificate.number) from None
    if sha256(content).hexdigest() != certificate.pdf_sha256:
        raise Spoilt(certificate.number)
    return content


def _ends(pack: AuditPack) -> dict[int, date | None]:
    ends = Validity.objects.filter(certificate_id__in=pack.certificate_ids)
    return dict(ends.values_list("certificate_id", "ends_on"))
