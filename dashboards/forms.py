from django import forms

from realsync.lists.filters import SearchField


class SearchForm(forms.Form):
    q = SearchField()
