"""What the portal lists of this app: notices, and documents for clients."""

from datetime import datetime
from typing import Any

from django.db.models import BooleanField, F, Func, TextField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from companies.models import Document, Notice
from companies.portal.forms import NoticeFilters, PlacedFilters
from realsync.lists.cells import cell, local_day
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import days, status


class BranchName(Func):
    """Looked up for the rows that are shown."""

    template = "(SELECT b.name FROM branches b WHERE b.id = %(expressions)s)"
    output_field = TextField()


class HasBeenSeen(Func):
    """Acknowledged by anybody of the client; of news, read by whoever looks."""

    template = (
        "(EXISTS (SELECT FROM acknowledgements a WHERE a.notice_id = notices.id"
        " AND (%(expressions)s OR a.user_id ="
        " NULLIF(current_setting('realsync.user_id', true), '')::bigint)))"
    )
    output_field = BooleanField()


class LatestFile(Func):
    """A column of the latest file of a document."""

    template = (
        "(SELECT v.%(function)s FROM document_versions v WHERE v.document_id = %(expressions)s"
        " ORDER BY v.number DESC LIMIT 1)"
    )
    output_field = TextField()


BRANCH_NAME = BranchName(F("branch_id"))
SEEN = HasBeenSeen(F("needs_acknowledgement"))
FILE_NAME = LatestFile(F("pk"), function="name")
PLACE = cell(BRANCH_NAME, make=lambda name: name or _("All branches"))


def notice_state(
    withdrawn_at: datetime | None, needs_acknowledgement: bool, has_been_seen: bool
) -> Any:
    if withdrawn_at is not None:
        return _("Withdrawn")
    if needs_acknowledgement:
        return _("Acknowledged") if has_been_seen else _("To be acknowledged")
    return "" if has_been_seen else _("New")


class NoticeTable(ListTable):
    title = column(_("Notice"))
    branch = column(_("Branch"), "w-wide", cells=PLACE)
    created_at = column(
        _("Published"), "w-date", sorts=True, cells=cell("created_at", make=local_day)
    )
    state = column(
        _("State"),
        "w-wide",
        cells=cell("withdrawn_at", "needs_acknowledgement", SEEN, make=notice_state),
    )


class DocumentTable(ListTable):
    title = column(_("Document"))
    branch = column(_("Branch"), "w-wide", cells=PLACE)
    created_at = column(_("Added"), "w-date", sorts=True, cells=cell("created_at", make=local_day))
    file = column(_("File"), "w-wide", cells=cell(FILE_NAME))


def notices_in_words(count: int, shown: str) -> str:
    return ngettext("%s notice", "%s notices", count) % shown


def documents_in_words(count: int, shown: str) -> str:
    return ngettext("%s document", "%s documents", count) % shown


def notice_words() -> dict[str, Any]:
    return {
        "day": days(),
        "waits": status(_("To be acknowledged"), "warn"),
        "acknowledged": status(_("Acknowledged"), "good"),
        "new": status(_("New"), "accent"),
        "withdrawn": status(_("Withdrawn"), "bad"),
        "whole": _("All branches"),
    }


def document_words() -> dict[str, Any]:
    return {"day": days(), "whole": _("All branches")}


NOTICES = Listing(
    name="portal-notices",
    title=_("Notices"),
    how_many=notices_in_words,
    rows=lambda user: Notice.objects.visible_to(user),
    columns=(
        "pk",
        "title",
        BRANCH_NAME,
        "created_at",
        "needs_acknowledgement",
        SEEN,
        "withdrawn_at",
    ),
    table=NoticeTable,
    filters=NoticeFilters,
    sorts={"created_at": Sort(F("pk"), read=int, unique=True)},
    default_sort="-created_at",
    addresses=Addresses(page="portal:notices", record="portal:notice_detail"),
    page_template="lists/portal.html",
    row_template="notices/_portal_rows.jinja",
    no_match=_("No notice matches. Remove a filter, or search for a part of its title."),
    how_to_begin=_("What we have to tell you appears here: certificates that are ready, and more."),
    words=notice_words,
    made_of=("branch", "notice"),
)
DOCUMENTS = Listing(
    name="portal-documents",
    title=_("Documents"),
    how_many=documents_in_words,
    rows=lambda user: Document.objects.visible_to(user).active(),
    columns=(
        "pk",
        "title",
        BRANCH_NAME,
        "created_at",
        FILE_NAME,
    ),
    table=DocumentTable,
    filters=PlacedFilters,
    sorts={"created_at": Sort(F("pk"), read=int, unique=True)},
    default_sort="-created_at",
    addresses=Addresses(page="portal:documents", record="portal:document_file"),
    page_template="lists/portal.html",
    row_template="documents/_portal_rows.jinja",
    no_match=_("No document matches. Remove a filter, or search for a part of its title."),
    how_to_begin=_("Documents that we share with you appear here."),
    words=document_words,
    made_of=("branch", "document", "notice"),
)
