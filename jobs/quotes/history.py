"""What happens to quotes and price lists, in words, and what belongs to the history of each."""

from django.utils.translation import gettext_lazy as _

from companies.history import MOST_KIN
from jobs.quotes.actions.approval import APPROVED, ASKED
from jobs.quotes.actions.owner import HANDED_OVER
from jobs.quotes.actions.response import ACCEPTED, CAME_TOO_LATE, DECLINED
from jobs.quotes.models import CompanyPrice, QuoteLine
from realsync.accounts.permissions import Permission
from realsync.activity.subjects import Subject, register_kin, register_subject
from realsync.activity.verbs import Group, Verb, register_verbs, verbs_of_record
from realsync.inbox.verbs import Told, register_told
from realsync.pages.requests import Viewer

VERBS = {
    **verbs_of_record(
        "quote",
        _("{who} created the quote"),
        _("{who} changed the quote"),
        _("{who} retired the quote"),
        _("{who} restored the quote"),
    ),
    **verbs_of_record(
        "quoteline",
        _("{who} added a line"),
        _("{who} changed a line"),
        _("{who} took out a line"),
        _("{who} put back a line"),
    ),
    **verbs_of_record(
        "companyprice",
        _("{who} agreed a price"),
        _("{who} changed an agreed price"),
        _("{who} ended an agreed price"),
        _("{who} restored an agreed price"),
    ),
    "quote.sent": Verb(_("{who} sent the quote"), Group.CHANGED, "accent"),
    "quote.revised": Verb(_("{who} revised the quote"), Group.CHANGED, "accent"),
    "quote.accepted": Verb(_("{who} recorded that the quote is accepted"), Group.CHANGED, "good"),
    "quote.part_accepted": Verb(
        _("{who} recorded that the quote is accepted in part"), Group.CHANGED, "good"
    ),
    "quote.declined": Verb(_("{who} recorded that the quote is declined"), Group.CHANGED, "bad"),
    "quote.withdrawn": Verb(_("{who} withdrew the quote"), Group.CHANGED, "bad"),
    "quote.expired": Verb(_("{who} let the quote expire"), Group.CHANGED),
    HANDED_OVER: Verb(_("{who} handed the quote over"), Group.CHANGED, "accent"),
    ASKED: Verb(_("{who} asked for the discount to be approved"), Group.CHANGED),
    APPROVED: Verb(_("{who} approved the discount"), Group.CHANGED, "good"),
}
TOLD = {
    ASKED: Told(_("{who} asks you to approve the discount of {what}"), icon="tag"),
    HANDED_OVER: Told(_("{who} gave you the quote {what}"), icon="file-text"),
    ACCEPTED: Told(_("{who} accepts the quote {what}"), icon="circle-check"),
    DECLINED: Told(_("{who} declines the quote {what}"), icon="circle-x"),
    CAME_TOO_LATE: Told(_("{who} answered too late to the quote {what}"), icon="triangle-alert"),
    APPROVED: Told(_("{who} approved the discount of {what}"), icon="tag"),
}


def of_quote(pk: int, person: Viewer) -> dict[str, list[int]]:
    lines = QuoteLine.objects.visible_to(person).filter(quote=pk)
    return {"quoteline": list(lines.values_list("pk", flat=True)[:MOST_KIN])}


def register_history() -> None:
    register_verbs(VERBS)
    register_told(TOLD)
    register_kin("quote", of_quote)
    register_subject(Subject("quoteline", QuoteLine, _("Line"), Permission.QUOTE_SEE))
    register_subject(Subject("companyprice", CompanyPrice, _("Agreed price"), Permission.QUOTE_SEE))
