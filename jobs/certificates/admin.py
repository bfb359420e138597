"""Certificates, for operators: to be read. What may change of them has its page and its rules."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jobs.certificates.models import Certificate, CertificateStandard, Incident
from realsync.admin_site.records import KEPT, PartOfRecord, ReadOnlyAdmin
from realsync.records.kinds import address_of


class StandardsOfCertificate(PartOfRecord):
    model = CertificateStandard
    fields = readonly_fields = ("standard", "performed_on")
    may_add = may_change = False
    show_change_link = False


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ("number", "client_name", "description", "serial", "status", "verdict",
                    "performed_on", "issued_on")  # fmt: skip
    fields = ("number", "status", "verdict", "decision_rule", "client_name", "client_address",
              "place", "equipment_code", "description", "manufacturer", "model", "serial",
              "asset_number", "condition", "method", "environment", "remarks", "received_on",
              "performed_on", "issued_on", "due_on", "is_adjusted", "is_accredited",
              "author_name", "approver_name", "rejection_reason", "amends_number",
              "amendment_reason", "withdrawal_reason", "promised_on", "pdf_sha256",
              *KEPT)  # fmt: skip
    list_filter = ("status", "verdict")
    linked_by = ("company", "branch", "job", "technician", "author", "approver")
    search_fields = ("number", "client_name", "serial")
    search_help_text = _("Every word, anywhere in number, client or instrument.")
    inlines = (StandardsOfCertificate,)
    view_on_site = staticmethod(address_of)


@admin.register(Incident)
class IncidentAdmin(ReadOnlyAdmin):
    list_display = ("code", "standard", "since", "status", "closed_at")
    list_select_related = ("standard",)
    fields = ("code", "standard", "since", "reason", "status", "notice", "conclusion",
              "closed_at", *KEPT)  # fmt: skip
    list_filter = ("status",)
    search_fields = ("code", "reason")
    search_help_text = _("Every word, anywhere in code or reason.")
    view_on_site = staticmethod(address_of)
