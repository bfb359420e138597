"""The log of recall notices, and in one of them the instruments that it names."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from companies.models import Branch, Company
from equipment.models.equipment import BRANCH_NAME, COMPANY_NAME
from equipment.tables import equipment_in_words
from jobs.work.choices import MailState
from jobs.work.models import RecallItem, RecallMail
from jobs.work.words import moments
from realsync.lists.cells import cell
from realsync.lists.filters import OwnSearch, PickField, RecordField
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.related import Related
from realsync.lists.table import ListTable, column
from realsync.lists.words import due_cells, status

LOOKS: dict[str, str] = {MailState.SENT.value: "good", MailState.FAILED.value: "bad"}


class RecallFilters(OwnSearch):
    placeholder = _("Branch, company, town or code")

    state = PickField(_("State"), MailState.choices, _("Any state"))
    company = RecordField(_("Company"))
    branch = RecordField(_("Branch"))

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to)

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        return rows.filter(*self.equal("state", "company", "branch"))

    def search(self, rows: Any) -> Any:
        query = self.cleaned_data["q"]
        if not query:
            return rows
        branches = Branch.objects.visible_to(self.user).matching(query)
        return rows.filter(branch__in=branches.values("pk"))


class OfRecallFilters(OwnSearch):
    """What stands in one mail; its page names it."""

    mail = RecordField(_("Mail"))

    def clean_mail(self) -> int | None:
        return self.known("mail", RecallMail.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        return rows.filter(mail_id=self.cleaned_data["mail"])

    def search(self, rows: Any) -> Any:
        return rows


class RecallTable(ListTable):
    name = column(_("To"), cells=[cell("name"), cell("email", text=_("E-mail address"))])
    branch = column(
        _("Company and branch"),
        "w-wide",
        cells=[cell(COMPANY_NAME, text=_("Company")), cell(BRANCH_NAME, text=_("Branch"))],
    )
    instruments = column(_("Instruments"), "w-num end")
    stage = column(_("Due within"), "w-text p2", cells=cell("stage", text=_("Due within days")))
    state = column(_("State"), "w-status", cells=cell("state", words=MailState.choices))
    created_at = column(_("Written"), "w-moment", sorts=True)


class NamedTable(ListTable):
    equipment = column(_("Instrument"))
    stage = column(_("Due within"), "w-text p2")
    due_on = column(_("Due"), "w-due", sorts=True)


def recalls_in_words(count: int, shown: str) -> str:
    return ngettext("%s recall notice", "%s recall notices", count) % shown


def within(days: int) -> str:
    return ngettext("%d day", "%d days", days) % days


def state_look(value: str) -> str:
    return LOOKS.get(value, "")


def recall_words() -> dict[str, Any]:
    states = MailState.choices
    return {
        "states": {value: status(text, state_look(value)) for value, text in states},
        "moment": moments(),
        "within": within,
    }


def named_words() -> dict[str, Any]:
    return {"due_cell": due_cells(timezone.localdate()), "within": within}


RECALLS = Listing(
    name="recalls",
    title=_("Recall notices"),
    how_many=recalls_in_words,
    rows=lambda user: RecallMail.objects.visible_to(user),
    columns=(
        "pk",
        "name",
        "email",
        COMPANY_NAME,
        BRANCH_NAME,
        "instruments",
        "stage",
        "state",
        "created_at",
    ),
    table=RecallTable,
    filters=RecallFilters,
    sorts={"created_at": Sort(F("created_at"), read=datetime.fromisoformat)},
    default_sort="-created_at",
    addresses=Addresses(page="recalls:list", record="recalls:detail"),
    page_template="recalls/list.html",
    row_template="recalls/_rows.jinja",
    no_match=_("No notice matches. Remove a filter, or search for a branch or a company."),
    how_to_begin=_(
        "Contacts with the purpose “Recall notices” get mail when instruments fall due. What was "
        "sent appears here."
    ),
    words=recall_words,
    made_of=("branch", "recall"),
)
NAMED = replace(
    RECALLS,
    name="instruments-of-recall",
    title=_("Instruments"),
    how_many=equipment_in_words,
    rows=lambda user: RecallItem.objects.visible_to(user),
    columns=(
        "pk",
        "equipment_id",
        "equipment__description",
        "equipment__code",
        "equipment__serial",
        "stage",
        "due_on",
    ),
    table=NamedTable,
    filters=OfRecallFilters,
    sorts={"due_on": Sort(F("due_on"), read=date.fromisoformat)},
    default_sort="due_on",
    addresses=replace(RECALLS.addresses, page="", record="equipment:detail"),
    page_template="",
    row_template="recalls/_named_rows.jinja",
    no_match="",
    how_to_begin="",
    words=named_words,
)


def recalls_of(kind: str, pk: int) -> Related:
    """`kind` is one of those whose pages have the card: company, branch."""
    return Related(
        replace(RECALLS, name=f"recalls-of-{kind}"),
        name="recalls",
        title=_("Recall notices"),
        icon="send",
        here=reverse(f"recalls_of_{kind}", args=[pk]),
        fixed={kind: pk},
        filters=("state",),
        searches=False,
    )


def named_in(pk: int) -> Related:
    return Related(
        NAMED,
        name="named",
        title=_("Instruments"),
        icon="gauge",
        here=reverse("named_in_recall", args=[pk]),
        fixed={"mail": pk},
        searches=False,
        has_page=False,
    )
