"""Companies and what hangs on them, for operators."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import (
    Acknowledgement,
    Branch,
    BranchGrant,
    Company,
    CompanyGrant,
    Contact,
    Document,
    DocumentVersion,
    Merge,
    Message,
    Note,
    Notice,
    Retirement,
)
from realsync.admin_site.deletion import stays_with
from realsync.admin_site.records import (
    KEPT,
    LinesOnlyAdmin,
    PartOfRecord,
    ReadOnlyAdmin,
    RecordAdmin,
)
from realsync.records.kinds import address_of

stays_with(Note)
stays_with(Document)

RETIRED_ELSEWHERE = ("is_active", "merged_into")


@admin.register(Company)
class CompanyAdmin(RecordAdmin):
    list_display = ("code", "name", "trading_name", "home_region", "is_active", "updated_at")
    fields = ("code", "name", "trading_name", "tax_number", "billing_address", "home_region",
              "default_interval_count", "default_interval_unit", "payment_terms_days", "tags",
              *RETIRED_ELSEWHERE, "version", "created_at", "updated_at")  # fmt: skip
    readonly_fields = ("code", *KEPT, *RETIRED_ELSEWHERE)
    list_filter = ("is_active",)
    search_fields = ("code", "name", "trading_name")
    search_help_text = _("Every word, anywhere in code, name or trading name.")
    view_on_site = staticmethod(address_of)
    may_delete = True


@admin.register(Branch)
class BranchAdmin(RecordAdmin):
    list_display = ("code", "name", "company_name", "city", "region", "is_active", "updated_at")
    fields = ("company", "code", "name", "address", "city", "postal_code", "country", "latitude",
              "longitude", "region", "opening_hours", "site_requirements",
              *RETIRED_ELSEWHERE, "version", "created_at", "updated_at")  # fmt: skip
    readonly_fields = ("code", *KEPT, *RETIRED_ELSEWHERE)
    chosen_once = ("company",)
    autocomplete_fields = ("company",)
    list_filter = ("is_active",)
    linked_by = ("company",)
    search_fields = ("code", "name", "company_name", "city")
    search_help_text = _("Every word, anywhere in code, name, company or city.")
    view_on_site = staticmethod(address_of)
    may_delete = True


@admin.register(Contact)
class ContactAdmin(RecordAdmin):
    list_display = ("name", "company", "branch", "job_title", "email", "is_active")
    fields = ("company", "branch", "name", "job_title", "email", "phone", "purposes",
              "is_active", "version", "created_at", "updated_at")  # fmt: skip
    readonly_fields = (*KEPT, "is_active")
    chosen_once = ("company",)
    autocomplete_fields = ("company", "branch")
    list_select_related = ("company", "branch")
    list_filter = ("is_active",)
    linked_by = ("company", "branch")
    search_fields = ("name", "email")
    search_help_text = _("The beginning of a name or of an e-mail address.")
    view_on_site = staticmethod(address_of)
    may_delete = True

    def find(self, rows: Any, term: str) -> Any:
        return rows.filter(Q(name__istartswith=term) | Q(email__istartswith=term))


@admin.register(Note)
class NoteAdmin(RecordAdmin):
    """Written on the record that it is about; here its audience, or a slip, is put right."""

    list_display = ("id", "entity_type", "entity_id", "kind", "audience", "is_pinned", "created_at")
    fields = ("entity_type", "entity_id", "kind", "text", "audience", "is_pinned", "is_active",
              "version", "created_at", "updated_at")  # fmt: skip
    readonly_fields = (*KEPT, "entity_type", "entity_id", "is_active")
    list_filter = ("kind", "audience", "is_active")
    linked_by = ("entity_type", "entity_id", "company")
    may_add = False


class VersionsOfDocument(PartOfRecord):
    model = DocumentVersion
    fields = readonly_fields = ("number", "name", "content_type", "size_bytes", "created_at")
    may_add = may_change = False
    show_change_link = False


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    """Its files are never changed once stored, and are opened on the record's page only."""

    list_display = ("id", "title", "entity_type", "entity_id", "audience", "is_active")
    fields = ("entity_type", "entity_id", "title", "audience", "is_active", "version",
              "created_at", "updated_at")  # fmt: skip
    readonly_fields = (*KEPT, "entity_type", "entity_id", "is_active")
    list_filter = ("audience", "is_active")
    linked_by = ("entity_type", "entity_id", "company")
    inlines = (VersionsOfDocument,)
    may_add = False


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ("id", "entity_type", "kept_id", "merged_id", "created_at", "undone_at")
    fields = ("entity_type", "kept_id", "merged_id", "company_id", "branch_id", "moved",
              "created_at", "undone_at")  # fmt: skip
    linked_by = ("entity_type", "kept_id", "merged_id")


@admin.register(Retirement)
class RetirementAdmin(ReadOnlyAdmin):
    list_display = ("id", "entity_type", "entity_id", "created_at", "restored_at")
    fields = ("entity_type", "entity_id", "company_id", "branch_id", "retired", "created_at",
              "restored_at")  # fmt: skip
    linked_by = ("entity_type", "entity_id")


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """What clients were told is never changed."""

    list_display = ("id", "title", "kind", "company_id", "needs_acknowledgement", "created_at")
    fields = ("company_id", "branch_id", "kind", "title", "text", "needs_acknowledgement",
              "entity_type", "entity_id", "key", "created_at", "withdrawn_at",
              "withdrawn_for")  # fmt: skip
    list_filter = ("kind", "needs_acknowledgement")
    linked_by = ("company", "entity_type", "entity_id")


@admin.register(Acknowledgement)
class AcknowledgementAdmin(ReadOnlyAdmin):
    list_display = ("id", "notice_id", "note_id", "user_name", "company_id", "created_at")
    fields = ("notice_id", "note_id", "company_id", "branch_id", "user_id", "user_name",
              "shown_at", "created_at")  # fmt: skip
    linked_by = ("notice", "company", "user")


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """Each is a note on its company or branch as well; that is where it is answered."""

    list_display = ("id", "text", "user_name", "company_id", "state", "created_at")
    fields = ("company_id", "branch_id", "user_id", "user_name", "text", "state", "settled_at",
              "answer", "note_id", "created_at")  # fmt: skip
    list_filter = ("state",)
    linked_by = ("company", "user")


@admin.register(CompanyGrant)
class CompanyGrantAdmin(LinesOnlyAdmin):
    list_display = ("id", "user", "company_name", "company_number")
    list_select_related = ("user",)
    linked_by = ("user",)

    @admin.display(description=_("company's number"))
    def company_number(self, grant: CompanyGrant) -> Any:
        return grant.content_object_id


@admin.register(BranchGrant)
class BranchGrantAdmin(LinesOnlyAdmin):
    list_display = ("id", "user", "branch_number", "company_number")
    list_select_related = ("user",)
    linked_by = ("user",)

    @admin.display(description=_("branch's number"))
    def branch_number(self, grant: BranchGrant) -> Any:
        return grant.content_object_id

    @admin.display(description=_("company's number"))
    def company_number(self, grant: BranchGrant) -> Any:
        return grant.company_id
