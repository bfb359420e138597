from django.urls import path

from companies.panels import panel_urls
from companies.portal.tables import DOCUMENTS, NOTICES
from companies.retiring import urls as retiring
from companies.tables import BRANCHES, COMPANIES
from companies.views import (
    document,
    editing,
    files,
    manifest,
    merging,
    note,
    notices,
    portal,
    portal_documents,
    portal_messages,
    portal_notices,
    portal_users,
    staff,
    unsubscribing,
)
from realsync.accounts.permissions import Permission
from realsync.editing.urls import editing_urls
from realsync.lists.urls import list_urls
from realsync.pages.access import portal_view, staff_view

companies = [
    *list_urls(COMPANIES, staff_view(Permission.REGISTER_SEE)),
    path("<record:pk>/", staff.company_detail, name="detail"),
    path("new/", editing.company_new, name="new"),
    path("<record:pk>/edit/", editing.company_edit, name="edit"),
    path("<record:pk>/contacts/new/", editing.company_contact_new, name="new_contact"),
    *editing_urls("company"),
    *panel_urls("company"),
    *retiring.companies,
    path("<record:pk>/merge/", merging.company_merge, name="merge"),
    path("<record:pk>/notices/", notices.record_notices, {"entity": "company"}, name="notices"),
]
branches = [
    *list_urls(BRANCHES, staff_view(Permission.REGISTER_SEE)),
    path("<record:pk>/", staff.branch_detail, name="detail"),
    path("new/", editing.branch_new, name="new"),
    path("<record:pk>/edit/", editing.branch_edit, name="edit"),
    path("<record:pk>/contacts/new/", editing.branch_contact_new, name="new_contact"),
    *editing_urls("branch"),
    *panel_urls("branch"),
    *retiring.branches,
    path("<record:pk>/merge/", merging.branch_merge, name="merge"),
    path("<record:pk>/notices/", notices.record_notices, {"entity": "branch"}, name="notices"),
]
# Shown at their company or branch.
contacts = [
    path("<record:pk>/edit/", editing.contact_edit, name="edit"),
    *editing_urls("contact"),
    *retiring.contacts,
]
# On records of any kind.
notes = [
    path("people/", note.note_people, name="people"),
    path("<record:pk>/", note.note_detail, name="detail"),
    path("<record:pk>/edit/", note.note_edit, name="edit"),
    path("<record:pk>/pin/", note.note_pin, name="pin"),
    path("<record:pk>/retirement/", note.note_retirement, name="retirement"),
    path("<record:pk>/restoration/", note.note_restoration, name="restoration"),
]
documents = [
    path("<record:pk>/", document.document_detail, name="detail"),
    path("<record:pk>/versions/", document.document_versions, name="versions"),
    path("<record:pk>/versions/<record:number>/file/", files.version_file, name="file"),
    path(
        "<record:pk>/versions/<record:number>/preview/",
        files.version_preview,
        {"size": "large"},
        name="preview",
    ),
    path(
        "<record:pk>/versions/<record:number>/preview/small/",
        files.version_preview,
        {"size": "small"},
        name="small_preview",
    ),
    path("<record:pk>/versions/<record:number>/tile/", files.version_tile, name="tile"),
    path("<record:pk>/title/", document.document_title, name="title"),
    path("<record:pk>/audience/", document.document_audience, name="audience"),
    path("<record:pk>/removal/", document.document_removal, name="removal"),
    path("<record:pk>/restoration/", document.document_restoration, name="restoration"),
]
merges = [
    path("", merging.merges, name="list"),
    path("<record:pk>/undo/", merging.undo, name="undo"),
]
notices_to_clients = [
    path("<record:pk>/withdrawal/", notices.notice_withdrawal, name="withdrawal"),
]
client_pages = [
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("company/", portal.company_switch, name="switch_company"),
    *list_urls(NOTICES, portal_view(Permission.PORTAL_SEE), route="notices/"),
    path("notices/<record:pk>/", portal_notices.notice_detail, name="notice_detail"),
    path(
        "notices/<record:pk>/acknowledgement/",
        portal_notices.notice_acknowledgement,
        name="notice_acknowledgement",
    ),
    *list_urls(DOCUMENTS, portal_view(Permission.PORTAL_SEE), route="documents/"),
    path("documents/<record:pk>/", portal_documents.document_file, name="document_file"),
    path("messages/", portal_messages.conversation, name="messages"),
    path("messages/seen/", portal_messages.answers_seen, name="messages_seen"),
    path("users/", portal_users.user_list, name="users"),
    path("users/new/", portal_users.user_new, name="user_new"),
    path("users/<record:pk>/", portal_users.user_detail, name="user_detail"),
    path("users/<record:pk>/invitation/", portal_users.user_invitation, name="user_invitation"),
    path("users/<record:pk>/removal/", portal_users.user_removal, name="user_removal"),
]
# Of those who get our mails; they have no account.
public_pages = [path("unsubscribe/<slug:token>/", unsubscribing.unsubscribe, name="unsubscribe")]
