"""The form of a task."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from realsync.editing.fields import TextField
from realsync.editing.forms import RecordForm
from tasks.models import Task
from tasks.people import ColleagueField


class TaskForm(RecordForm):
    assignee = ColleagueField(required=False, empty_label=gettext_lazy("Nobody yet"))
    fieldsets = (
        (gettext_lazy("What is to be done"), ("title", "text")),
        (gettext_lazy("By whom and when"), ("assignee", "due_on", "priority")),
    )
    wide = ("title", "text")

    class Meta(RecordForm.Meta):
        model = Task
        fields = ("title", "text", "due_on", "priority")
        field_classes = {"text": TextField}

    def restrict(self) -> None:
        field: Any = self.fields.get("assignee")
        if field is not None:
            field.serve(self.user, also=self.record.assignee_id if self.record else None)

    def value_now(self, name: str) -> Any:
        """A new one is one's own, and due today, until somebody says otherwise."""
        if self.record is None and name == "assignee":
            return getattr(self.user, "pk", None)
        if self.record is None and name == "due_on":
            return timezone.localdate()
        return super().value_now(name)

    @property
    def sections(self) -> list[Any]:
        found = super().sections
        if self.record is None and self.parent is not None and found:
            found[0] = (_("What is to be done about %s") % self.parent, found[0][1])
        return found
