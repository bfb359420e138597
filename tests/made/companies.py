"""Companies and branches, and what is written about them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from companies.models import (
    Acknowledgement,
    Branch,
    Company,
    Contact,
    Document,
    DocumentVersion,
    Merge,
    Message,
    Note,
    Notice,
    UnsubscribeLink,
)
from equipment.models import Equipment
from jobs.work.models import RecallItem, RecallMail
from realsync.accounts.models import User
from realsync.activity.models import Activity
from tasks.models import Task
from tests.made.days import in_days


def make_company(name: str) -> Company:
    return Company.objects.using("owner").create(
        name=name, trading_name=f"{name} Ltd", billing_address=f"1 {name} Street", tags=[name]
    )


def make_branch(company: Company, name: str) -> Branch:
    return Branch.objects.using("owner").create(
        company=company, name=name, city=f"{name} City", region="East", address=f"2 {name} Road"
    )


def make_contact(company: Company, branch: Branch, name: str) -> Contact:
    return Contact.objects.using("owner").create(
        company=company, branch=branch, name=name, email="post@client.example"
    )


def make_note(branch: Branch, author: User, audience: str, text: str) -> Note:
    return Note.objects.using("owner").create(
        entity_type="branch", entity_id=branch.pk, author=author, audience=audience, text=text
    )


def make_document(branch: Branch, author: User, audience: str, title: str) -> Document:
    document = Document.objects.using("owner").create(
        entity_type="branch", entity_id=branch.pk, audience=audience, title=title
    )
    DocumentVersion.objects.using("owner").create(
        document=document,
        number=1,
        file=f"none/{document.pk}.txt",
        name=f"{title}.txt",
        content_type="text/plain",
        size_bytes=1,
        sha256="0" * 64,
        uploaded_by=author,
    )
    return document


def make_notice(branch: Branch, client: User, text: str) -> Notice:
    """With what a client there has acknowledged and written."""
    place = {"company_id": branch.company_id, "branch": branch}
    by = {"user": client, "user_name": client.name}
    notice = Notice.objects.using("owner").create(kind="general", title=text, text=text, **place)
    Acknowledgement.objects.using("owner").create(notice=notice, shown_at=timezone.now(), **by)
    Message.objects.using("owner").create(text=f"{text}?", key=uuid4(), **place, **by)
    return notice


def make_task(branch: Branch, assignee: User | None, title: str) -> Task:
    return Task.objects.using("owner").create(
        title=title,
        text=f"{title}, and say when",
        assignee_id=assignee.pk if assignee else None,
        due_on=in_days(3),
        entity_type="branch",
        entity_id=branch.pk,
    )


def make_entry(branch: Branch, name: str) -> int:
    entry = Activity.objects.using("owner").create(
        entity_type="branch",
        entity_id=branch.pk,
        verb="branch.changed",
        changes={"name": ["Before", name]},
        company_id=branch.company_id,
        branch_id=branch.pk,
    )
    return entry.pk


def make_merge(branch: Branch, by: User) -> int:
    """Long ago: nobody can undo it."""
    merge = Merge.objects.using("owner").create(
        entity_type="branch",
        kept_id=branch.pk,
        merged_id=branch.pk,
        company_id=branch.company_id,
        by=by,
        undone_at=timezone.now(),
        created_at=timezone.now() - timedelta(days=60),
    )
    return merge.pk


def make_recall(contact: Contact, instrument: Equipment) -> int:
    """A digest that names one instrument, and the link that ends such mail."""
    place = {"company_id": instrument.company_id, "branch_id": instrument.branch_id}
    mail = RecallMail.objects.using("owner").create(
        contact=contact,
        name=contact.name,
        email=contact.email,
        made_on=in_days(-40),
        stage=30,
        instruments=1,
        state="sent",
        settled_at=timezone.now(),
        **place,
    )
    RecallItem.objects.using("owner").create(
        mail=mail,
        contact_id=contact.pk,
        equipment=instrument,
        due_on=instrument.next_due_on or in_days(0),
        stage=30,
        **place,
    )
    UnsubscribeLink.objects.using("owner").create(
        contact=contact, purpose="recall", token=f"token-to-end-{contact.pk}"
    )
    return mail.pk
