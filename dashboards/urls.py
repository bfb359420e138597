from django.urls import path

from dashboards.views import portal, search, staff

staff_pages = [
    path("", staff.home, name="home"),
    path("search/", search.search, name="search"),
]
client_pages = [path("", portal.home, name="home")]
