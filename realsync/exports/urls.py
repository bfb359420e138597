from django.urls import path

from realsync.exports import views

exports = [
    path("", views.exports, name="list"),
    path("rows/", views.export_rows, name="rows"),
    path("<record:pk>/file/", views.export_file, name="file"),
    path("<record:pk>/cancellation/", views.cancellation, name="cancellation"),
]
