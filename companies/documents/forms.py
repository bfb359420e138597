from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.documents.kinds import ACCEPT
from companies.documents.names import LONGEST, title_of, visible
from companies.documents.recognition import NotTaken
from companies.documents.rules import Accepted, accept
from realsync.activity.models import Audience
from realsync.pages.widgets import RadioCards

MOST_FILES = 20
SEEN_BY = {
    Audience.STAFF: gettext_lazy("Nobody outside the house sees it."),
    Audience.CLIENT: gettext_lazy("The client's people find it in their portal."),
}


class FilesInput(forms.ClearableFileInput):
    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; each is looked at before any of them is stored."""

    def __init__(self, *, most: int = MOST_FILES, **given: Any) -> None:
        super().__init__(widget=FilesInput(attrs={"accept": ACCEPT, "multiple": most > 1}), **given)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        files: list[UploadedFile[bytes]]
        files = data if isinstance(data, list) else [data] if data else []
        if not files:
            raise forms.ValidationError(_("Choose a file first."))
        if len(files) > self.most:
            raise forms.ValidationError(
                _("At most %(most)s files at once."), params={"most": self.most}
            )
        problems = []
        accepted = []
        for file in files:
            try:
                accepted.append(accept(file))
            except NotTaken as refusal:
                name = visible(file.name or "")[:LONGEST]
                problems.append(f"{name}: {refusal}" if len(files) > 1 else str(refusal))
        if problems:
            raise forms.ValidationError([forms.ValidationError(problem) for problem in problems])
        return accepted


class TitleField(forms.CharField):
    def __init__(self, **given: Any) -> None:
        super().__init__(label=gettext_lazy("Title"), max_length=LONGEST, **given)

    def clean(self, value: Any) -> str:
        return str(super().clean(visible(value) if isinstance(value, str) else value))


class AudienceField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Who sees it"),
            choices=Audience.choices,
            initial=Audience.STAFF,
            widget=RadioCards(SEEN_BY),
        )

    def clean(self, value: Any) -> Audience:
        return Audience(super().clean(value))


class UploadForm(forms.Form):
    file = FilesField(label=gettext_lazy("Files"))
    title = TitleField(
        required=False, help_text=gettext_lazy("Of a single file; otherwise its name is taken.")
    )
    audience = AudienceField()

    @property
    def titled(self) -> list[tuple[Accepted, str]]:
        files: list[Accepted] = self.cleaned_data["file"]
        if len(files) == 1 and self.cleaned_data["title"]:
            return [(files[0], self.cleaned_data["title"])]
        return [(file, title_of(file.name)) for file in files]


class VersionForm(forms.Form):
    file = FilesField(label=gettext_lazy("File"), most=1)

    @property
    def accepted(self) -> Accepted:
        files: list[Accepted] = self.cleaned_data["file"]
        return files[0]


class TitleForm(forms.Form):
    title = TitleField()
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class AudienceForm(forms.Form):
    audience = AudienceField()
