from django.urls import path

from tests.bench.yardstick import views

urlpatterns = [
    path("a/<int:pk>/", views.one_row, name="one-row"),
    path("f/", views.fragment, name="fragment"),
    path("p/", views.page, name="page"),
]
