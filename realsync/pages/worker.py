"""`/sw.js`: the service worker, which keeps each person's pages (static/js/worker/)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from realsync.db.access import unscoped
from realsync.freshness.release import release
from realsync.pages.access import public_view

# One scope for all: a script may use what any of them names.
SCRIPTS = ("rules", "marks", "shelf", "telling", "reading", "writing", "events")


@public_view
@unscoped
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """At the root, for all pages. A browser asks for it with each navigation, and runs the new one
    where a byte of it has changed: the names of scripts carry a hash of their content."""
    names = SCRIPTS if settings.FRESHNESS_WORKER else ("off",)
    addresses = ", ".join(f'"{static(f"js/worker/{name}.js")}"' for name in names)
    text = f'const RELEASE = "{release()}";\nimportScripts({addresses});\n'
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers=headers)
