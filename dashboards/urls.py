from django.urls import path

from dashboards.views import design, freshness, metrics, operations, pins, portal, search, staff

staff_pages = [
    path("", staff.home, name="home"),
    path("figures/", staff.figures, name="figures"),
    path("my-tasks/", staff.my_tasks, name="my_tasks"),
    path("my-jobs/", staff.my_jobs, name="my_jobs"),
    path("search/", search.search, name="search"),
    path("search/palette/", search.palette, name="palette"),
    path("search/kept/", search.palette_kept, name="palette_kept"),
    path("pins/<slug:kind>/<record:pk>/", pins.pin, name="pin"),
    path("freshness/counts/", freshness.counts, name="freshness_counts"),
    path("design/", design.design, name="design"),
    path("metrics", metrics.metrics, name="metrics"),
    path("ops/", operations.operations, name="operations"),
    path("ops/refresh/", operations.refresh, name="operations_refresh"),
    path("freshness/", operations.kept, name="kept"),
]
client_pages = [
    path("", portal.home, name="home"),
    path("search/", search.portal_search, name="search"),
    path("search/palette/", search.portal_palette, name="palette"),
    path("search/kept/", search.portal_palette_kept, name="palette_kept"),
    path("pins/<slug:kind>/<record:pk>/", pins.portal_pin, name="pin"),
]
