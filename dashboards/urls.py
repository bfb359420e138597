from django.urls import path

from dashboards.views import design, portal, search, staff

staff_pages = [
    path("", staff.home, name="home"),
    path("search/", search.search, name="search"),
    path("design/", design.design, name="design"),
]
client_pages = [path("", portal.home, name="home")]
