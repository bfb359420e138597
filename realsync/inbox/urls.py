from django.urls import path

from realsync.inbox import views

inbox = [
    path("", views.inbox, name="list"),
    path("reading/", views.all_reading, name="all_reading"),
    path("<record:pk>/", views.item_open, name="open"),
    path("<record:pk>/reading/", views.item_reading, name="reading"),
]
