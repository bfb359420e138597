"""Records in the admin: the same log, the same versions and the same database as everywhere."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from realsync.activity.record import Changes, record
from realsync.admin_site.changes import between, business_fields, given, lost, values_of
from realsync.admin_site.choices import RecordChoice
from realsync.admin_site.columns import first_value, form_field
from realsync.admin_site.deletion import delete_row, reasons_to_stay
from realsync.admin_site.forms import SEEN, OperatorsForm
from realsync.admin_site.history import history_page
from realsync.admin_site.holding import in_words, is_held, lock_on
from realsync.admin_site.lists import OperatorsList
from realsync.admin_site.permissions import AnyTabularInline, OperatorsRights
from realsync.admin_site.refusals import Refused, asking_the_database

KEPT = ("version", "created_at", "updated_at")
# Of a part, on one page.
MOST_ROWS = 100


class WrittenHere:
    """What a table and a table within another's form have in common."""

    form: Any = OperatorsForm

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and not is_held(request, obj)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, ForeignKey):
            # Without the wrapper that offers to make, change and delete the other record.
            kwargs["widget"] = RecordChoice(db_field, self.admin_site)  # type: ignore[attr-defined]
            return self.formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[attr-defined]
        field: Any = form_field(db_field)
        if field is None:
            field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None:
            field.initial = first_value(db_field)
        return field

    # Fills in what follows from what was typed.
    complete: Any = staticmethod(lambda row: None)


class PartOfRecord(WrittenHere, OperatorsRights, AnyTabularInline):
    """Rows that are edited with the record that they belong to; none is deleted here."""

    extra = 0
    max_num = MOST_ROWS
    can_delete = False
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Whatever number of rows is sent, a page with more than these is never drawn."""
        return super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_fields(request, obj)
        return [*fields, SEEN] if self.has_change_permission(request, obj) else fields

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = self.model._default_manager.visible_to(request.user)
        return rows.select_for_update() if request.method == "POST" else rows


class RecordAdmin(WrittenHere, OperatorsList):
    """A table whose rows operators write."""

    # Chosen once: to change it later is another act than editing.
    chosen_once: tuple[str, ...] = ()
    # Relations whose rows go with the record that is deleted.
    parts: tuple[str, ...] = ()
    save_on_top = False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = list(super().get_fields(request, obj))
        if obj is None:
            return [name for name in fields if name not in self.readonly_fields]
        return [*fields, SEEN] if self.has_change_permission(request, obj) else fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj is None else (*self.readonly_fields, *self.chosen_once)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """On POST the row is ours until the transaction ends."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        return self.get_queryset(request).select_for_update(of=("self",)).get(pk=found.pk)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra: Any = None
    ) -> HttpResponse:
        """What the database refuses is asked a second time, for the form that says so."""
        if request.method != "POST":
            told = {**(extra or {}), "held": self._holder(request, object_id)}
            return super().changeform_view(request, object_id, form_url, told)
        try:
            with asking_the_database():
                return super().changeform_view(request, object_id, form_url, extra)
        except Refused as refused:
            request.refusal = refused.why  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra)

    def _holder(self, request: HttpRequest, object_id: Any) -> str:
        """Who is editing the record on the application, in words."""
        record = self.get_object(request, unquote(object_id)) if object_id else None
        lock = lock_on(request, record) if record else None
        return in_words(lock) if lock else ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.logged_changes = self._save(obj, form)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        rows = formset.save(commit=False)
        fresh = set(map(id, formset.new_objects))
        forms = {id(row_form.instance): row_form for row_form in formset.forms}
        for row in rows:
            changes = self._save(row, forms[id(row)])
            self._log(request, row, "created" if id(row) in fresh else "changed", changes)

    def _save(self, row: Any, form: Any) -> Changes:
        next(part for part in (self, *self.inlines) if part.model is type(row)).complete(row)
        if row._state.adding:
            row.save(force_insert=True)
            row.refresh_from_db()
            return given(row)
        names = [name for name in form.changed_data if name in business_fields(row)]
        stored = type(row)._base_manager.get(pk=row.pk)
        changes = between(values_of(stored, names), values_of(row, names))
        if changes:
            row.save(update_fields=list(changes))
        return changes

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return form.instance.logged_changes

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._log(request, obj, "created", message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._log(request, obj, "changed", message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Logged by `delete_model`: an entry from before would itself be history to lose."""

    def _log(self, request: HttpRequest, row: Any, done: str, changes: Changes) -> None:
        if changes or done != "changed":
            verb = f"{row._meta.model_name}.{done}"
            record(by=request.user, verb=verb, entity=row, changes=changes)  # type: ignore[arg-type]

    def delete_view(self, request: HttpRequest, object_id: str, extra: Any = None) -> HttpResponse:
        if request.method != "POST":
            return super().delete_view(request, object_id, extra)
        try:
            with asking_the_database():
                return super().delete_view(request, object_id, extra)
        except Refused as refused:
            messages.error(request, str(refused.why.sentence))
            return HttpResponseRedirect("../change/")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        reasons = [reason for obj in objs for reason in reasons_to_stay(obj, self.parts)]
        return [str(obj) for obj in objs], {}, set(), reasons

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        was = lost(obj)
        for name in self.parts:
            part = getattr(obj, name, None)
            if part is not None:
                delete_row(part)
        delete_row(obj)
        self._log(request, obj, "deleted", was)

    def history_view(self, request: HttpRequest, object_id: str, extra: Any = None) -> HttpResponse:
        return history_page(self, request, object_id)


class ReadOnlyAdmin(OperatorsList):
    """A table that is looked at, and written elsewhere."""

    may_add = False
    may_change = False

    def history_view(self, request: HttpRequest, object_id: str, extra: Any = None) -> HttpResponse:
        return history_page(self, request, object_id)


class IdentityAdmin(ReadOnlyAdmin):
    """Who people are and how they sign in: read as the login role, changed on the users page."""

    reads_identities = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model._default_manager.order_by(*self.ordering)

    def history_view(self, request: HttpRequest, object_id: str, extra: Any = None) -> HttpResponse:
        """The log is read in a scope, and people are not: it is searched for them."""
        entity = f"{self.opts.model_name}:{unquote(object_id)}"
        log = reverse("admin:activity_activity_changelist", query={"q": entity})
        return HttpResponseRedirect(log)


class LinesOnlyAdmin(IdentityAdmin):
    """A line in a list says it all, and its key may be a secret: nothing leads further."""

    list_display_links = None

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        return None
