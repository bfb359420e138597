from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from realsync.db.access import unscoped
from realsync.pages.access import public_view

# The accent of the logo, and what a page is painted on before it is there.
BRAND, PAPER = "#2d4fd0", "#ffffff"


@public_view
@unscoped
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How a phone installs the portal. Public, for browsers ask for it without a session."""
    home = reverse("portal:home")
    response = JsonResponse(
        {
            "id": home,
            "name": _("RealSync, your instruments and certificates"),
            "short_name": "RealSync",
            "start_url": home,
            "scope": "/",
            "display": "standalone",
            "theme_color": BRAND,
            "background_color": PAPER,
            "icons": [
                _icon("icon-192.png", 192),
                _icon("icon-512.png", 512),
                _icon("icon-maskable-512.png", 512, purpose="maskable"),
            ],
        },
        content_type="application/manifest+json",
    )
    patch_cache_control(response, public=True, max_age=3600)
    return response


def _icon(name: str, pixels: int, purpose: str = "any") -> dict[str, str]:
    return {
        "src": static(f"icons/{name}"),
        "sizes": f"{pixels}x{pixels}",
        "type": "image/png",
        "purpose": purpose,
    }
