"""A client, or one of the staff for them, asks for an audit pack; and somebody fetches one."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from django.db import IntegrityError, transaction

from companies.models import Branch, Company
from equipment.models import Equipment
from jobs.certificates.background import build_pack
from jobs.certificates.models import AuditPack, Certificate
from realsync.accounts.models import User
from realsync.activity.record import Changes, record
from realsync.db.scope import ScopeRole, scope_of
from realsync.db.violations import constraint_of
from realsync.outbox.work import enqueue


@transaction.atomic
def request_pack(*, branches: Sequence[Branch], held_on: date, by: User) -> tuple[AuditPack, bool]:
    """The pack, and whether it is a new one: the same, of unchanged papers, is not made twice.

    `branches` are of one company. What a branch manager asks for, other branch managers of all of
    them may fetch; what anybody else asks for, only those who see the whole company.
    """
    branches = sorted(branches, key=lambda branch: branch.pk)
    ids, company = [branch.pk for branch in branches], branches[0].company
    is_branchs = scope_of(by).role is ScopeRole.BRANCH
    request = {
        "company_id": company.pk,
        "branch_id": ids[0] if is_branchs else None,
        "branch_ids": ids,
        "held_on": held_on,
        "fingerprint": _fingerprint(by, company.pk, ids),
    }
    same = AuditPack.objects.visible_to(by).filter(**request)
    there = same.to_be_had().latest_first().first()
    if there is not None:
        return there, False
    try:
        with transaction.atomic():
            pack = AuditPack.objects.create(**request, user=by)
    except IntegrityError as error:
        if constraint_of(error) != "audit_packs_made_once":
            raise
        return same.to_be_had().latest_first()[0], False
    _log(pack, "pack.asked", by)
    enqueue(build_pack, pack.pk)
    return pack, True


@transaction.atomic
def log_download(*, pack: AuditPack, by: User) -> None:
    """Papers that leave the house are a read that matters."""
    _log(pack, "pack.downloaded", by)


def _log(pack: AuditPack, verb: str, by: User) -> None:
    """On the company; on the branch, where it is a branch manager's."""
    company = Company(pk=pack.company_id)
    branch = Branch(pk=pack.branch_id, company_id=pack.company_id)
    changes: Changes = {"held_on": (None, pack.held_on), "branches": (None, len(pack.branch_ids))}
    record(by=by, verb=verb, entity=branch if pack.branch_id else company, changes=changes)


def _fingerprint(by: User, company_id: int, branch_ids: Sequence[int]) -> str:
    """Of all that a pack is made of: certificates, also those elsewhere that end one, and gaps."""
    certificates = Certificate.objects.visible_to(by).issued().filter(company_id=company_id)
    instruments = Equipment.objects.visible_to(by).filter(branch_id__in=branch_ids)
    made_of = sha256()
    for paper in certificates.order_by("pk").values_list("pk", "status"):
        made_of.update(repr(paper).encode())
    for instrument in instruments.order_by("pk").values_list("pk", "version"):
        made_of.update(repr(instrument).encode())
    return made_of.hexdigest()
