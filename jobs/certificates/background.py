"""What happens to issued certificates in the background: their papers, packs, and mails."""

from celery import shared_task
from django.db.models import Q
from django.utils.translation import gettext as _

from companies.actions.notice import publish
from companies.choices import ContactPurpose, NoticeKind
from companies.models import Contact
from jobs.certificates.choices import ISSUED, OPEN, PackState
from jobs.certificates.letter import letter_to
from jobs.certificates.models import AuditPack, Certificate
from jobs.certificates.packs.building import go_on
from jobs.certificates.packs.sweep import sweep
from jobs.certificates.paper.issuing import issue_once
from jobs.work.choices import DONE, Presence
from jobs.work.models import Job, JobItem
from realsync.accounts.models import NamedPerson
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.activity.record import record
from realsync.inbox.tell import tell
from realsync.outbox.mail import queue_mail
from realsync.outbox.work import enqueue, outbox_task

TOLD = "job.certificates_told"


@outbox_task(queue="heavy")
def issue_paper(certificate_id: int) -> None:
    """Once, however often it is delivered."""
    issue_once(certificate_id)


@outbox_task(queue="heavy")
def build_pack(pack_id: int) -> None:
    """A portion of it, and the next one behind it. Operators hear of a paper that is not right."""
    pack = AuditPack.objects.select_for_update(of=("self",)).get(pk=pack_id)
    if pack.state != PackState.OPEN:
        return
    go_on(pack)
    if pack.state == PackState.OPEN:
        enqueue(build_pack, pack_id)
    elif pack.state == PackState.REFUSED:
        operators = NamedPerson.objects.filter(role=Role.ADMIN, is_active=True)
        tell(
            user_ids=operators.values_list("pk", flat=True),
            by=None,
            verb="pack.spoilt",
            entity=pack.company,
            excerpt=pack.answer,
        )


@shared_task(name="packs.sweep")  # type: ignore[untyped-decorator]
def sweep_packs() -> None:
    sweep()


@outbox_task(queue="quick")
def tell_contacts(job_id: int) -> None:
    """Once per job: when each of its instruments that was presented has its certificate, or when
    it ends with some of them."""
    jobs = Job.objects.select_for_update(of=("self",)).select_related("branch", "company")
    job = jobs.get(pk=job_id)
    entries = Activity.objects.filter(entity_type="job", entity_id=job_id, verb=TOLD)
    certificates = Certificate.objects.in_force().filter(job=job)
    if entries.exists() or is_waiting(job) or not certificates.exists():
        return
    contacts = Contact.objects.written_to(ContactPurpose.CERTIFICATE)
    here = Q(branch=job.branch_id) | Q(branch=None)
    there = contacts.filter(here, company=job.company_id).order_by("pk")
    for contact in there:
        queue_mail(letter_to(contact, job, certificates).to(contact.email))
    named = {"number": job.number, "title": job.title}
    publish(
        by=None,
        company_id=job.company_id,
        branch_id=job.branch_id,
        kind=NoticeKind.CERTIFICATES,
        title=_("Certificates of %(number)s: %(title)s") % named,
        about=job,
        key=f"certificates:{job.pk}",
    )
    told = {"email": (None, ", ".join(contact.email for contact in there))}
    record(by=None, verb=TOLD, entity=job, changes=told)


def tell_of_done_job(job: Job) -> None:
    enqueue(tell_contacts, job.pk)


def is_waiting(job: Job) -> bool:
    """Something of it is still to be issued; of a job that is done, only what is drafted."""
    certificates = Certificate.objects.filter(job=job)
    if certificates.active().filter(status__in=OPEN).exists():
        return True
    if job.status in DONE:
        return False
    items = JobItem.objects.active().filter(job=job, equipment__isnull=False)
    settled = certificates.filter(status__in=ISSUED).values("item_id")
    presented = items.exclude(bench__presence=Presence.NOT_PRESENTED)
    return presented.exclude(pk__in=settled).exists()
