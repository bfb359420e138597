"""The addresses that every form of a record has beside its own."""

from django.urls import URLPattern, path

from realsync.editing import views


def editing_urls(entity: str) -> list[URLPattern]:
    given = {"entity": entity}
    return [
        path("new/check/<slug:field>/", views.check_new, given, name="check_new"),
        path("<record:pk>/edit/check/<slug:field>/", views.check, given, name="check"),
        path("<record:pk>/field/<slug:field>/", views.field_edit, given, name="field"),
        path("choices/<slug:field>/", views.choices, given, name="choices"),
    ]
