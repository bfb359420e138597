import re
from typing import Any

from django import forms

from realsync.lists.filters import SearchField

MOST_RECENT = 12
RECORD = re.compile(r"[a-z]{1,20}:[1-9][0-9]{0,17}")


class SearchForm(forms.Form):
    q = SearchField()


class KeptForm(forms.Form):
    """Names of records as a browser keeps them: `company:42,job:7`."""

    recent = forms.CharField(required=False, max_length=1000)

    def clean_recent(self) -> list[str]:
        named: Any = self.cleaned_data["recent"].split(",")
        return [record for record in named if RECORD.fullmatch(record)][:MOST_RECENT]
