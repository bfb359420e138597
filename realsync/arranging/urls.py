from django.urls import path

from realsync.arranging.views import columns, saved

lists = [
    path("<slug:name>/columns/", columns.columns, name="columns"),
    path("<slug:name>/views/", saved.views, name="views"),
    path("<slug:name>/views/<record:pk>/", saved.view_change, name="view"),
    path("<slug:name>/views/<record:pk>/deletion/", saved.view_delete, name="view_delete"),
    path("<slug:name>/opening/", saved.opening, name="opening"),
]
