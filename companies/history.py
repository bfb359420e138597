"""What happens to the records of this app, in words, and what belongs to the history of each."""

from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Contact, Document, Merge, Note
from companies.models.contact import ContactQuerySet
from realsync.activity.subjects import Subject, register_kin, register_subject
from realsync.activity.verbs import Group, Verb, register_verbs, verbs_of_record
from realsync.db.scope import ScopeRole, scope_of
from realsync.pages.requests import Viewer

# Contacts of one place; a place with more than these has no history that anybody reads.
MOST_KIN = 500
VERBS = {
    **verbs_of_record(
        "company",
        _("{who} created the company"),
        _("{who} changed the company"),
        _("{who} retired the company"),
        _("{who} restored the company"),
    ),
    **verbs_of_record(
        "branch",
        _("{who} created the branch"),
        _("{who} changed the branch"),
        _("{who} retired the branch"),
        _("{who} restored the branch"),
    ),
    **verbs_of_record(
        "contact",
        _("{who} added a contact"),
        _("{who} changed a contact"),
        _("{who} retired a contact"),
        _("{who} restored a contact"),
    ),
    "contact.unsubscribed": Verb(_("A contact ended mails by the link in one"), Group.CHANGED),
    "branch.moved": Verb(_("{who} moved the branch"), Group.CHANGED, "accent"),
    "company.merged": Verb(
        _("{who} merged two companies that were the same"), Group.MERGED, "accent"
    ),
    "company.merge_undone": Verb(_("{who} undid a merge of companies"), Group.MERGED, "accent"),
    "branch.merged": Verb(
        _("{who} merged two branches that were the same"), Group.MERGED, "accent"
    ),
    "branch.merge_undone": Verb(_("{who} undid a merge of branches"), Group.MERGED, "accent"),
    "note.added": Verb(_("{who} added a note"), Group.NOTES, "accent"),
    "note.changed": Verb(_("{who} changed a note"), Group.NOTES),
    "note.removed": Verb(_("{who} removed a note"), Group.NOTES, "bad"),
    "note.restored": Verb(_("{who} restored a note"), Group.NOTES),
    "document.added": Verb(_("{who} added a document"), Group.DOCUMENTS, "accent"),
    "document.versioned": Verb(_("{who} added a version of a document"), Group.DOCUMENTS),
    "document.downloaded": Verb(_("{who} downloaded a document"), Group.DOCUMENTS),
    "document.changed": Verb(_("{who} changed a document"), Group.DOCUMENTS),
    "document.removed": Verb(_("{who} removed a document"), Group.DOCUMENTS, "bad"),
    "document.restored": Verb(_("{who} restored a document"), Group.DOCUMENTS),
    "notice.published": Verb(_("{who} published a notice"), Group.NOTES, "accent"),
    "notice.withdrawn": Verb(_("{who} withdrew a notice"), Group.NOTES, "bad"),
    "notice.acknowledged": Verb(_("{who} acknowledged a notice"), Group.NOTES, "good"),
    "account.branches_changed": Verb(
        _("{who} changed for which branches somebody acts"), Group.ACCOUNTS
    ),
    "account.company_switched": Verb(_("{who} switched to this company"), Group.ACCOUNTS),
}


def merged_into(entity: str, pk: int, person: Viewer) -> list[int]:
    """Records that turned out to be this one; only the office knows of merges."""
    if scope_of(person).role is not ScopeRole.OFFICE:
        return []
    found: list[int] = []
    kept = [pk]
    while kept:
        merges = Merge.objects.visible_to(person).filter(entity_type=entity, undone_at=None)
        kept = list(merges.filter(kept_id__in=kept).values_list("merged_id", flat=True))
        kept = [merged for merged in kept if merged not in found and merged != pk]
        found += kept
    return found


def of_company(pk: int, person: Viewer) -> dict[str, list[int]]:
    contacts = Contact.objects.visible_to(person).filter(company_id=pk, branch=None)
    return {"company": merged_into("company", pk, person), "contact": _ids(contacts)}


def of_branch(pk: int, person: Viewer) -> dict[str, list[int]]:
    branch = Branch.objects.visible_to(person).only("company_id").get(pk=pk)
    contacts = Contact.objects.visible_to(person).filter(company_id=branch.company_id, branch=pk)
    return {"branch": merged_into("branch", pk, person), "contact": _ids(contacts)}


def _ids(contacts: ContactQuerySet) -> list[int]:
    return list(contacts.values_list("pk", flat=True)[:MOST_KIN])


def register_history() -> None:
    register_verbs(VERBS)
    register_kin("company", of_company)
    register_kin("branch", of_branch)
    register_subject(Subject("note", Note, _("Note")))
    register_subject(Subject("document", Document, _("Document")))
