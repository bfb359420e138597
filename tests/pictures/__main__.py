"""Pictures of each kind of page for docs/pages.md: `python -m tests.pictures http://127.0.0.1:8000`.

The address is that of a running demonstration (`make run`); nothing in it is changed.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS, installed

IMAGES = Path(__file__).parents[2] / "docs" / "images"
PASSWORD = "realsync-demo"
LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
STAFF, CLIENT, NOBODY = "admin@demo.example", "company_manager@demo.example", ""
PAGES: dict[str, dict[str, str | tuple[str, str, str]]] = {
    STAFF: {
        "home": "/",
        "equipment-list": "/equipment/",
        "proposals": "/proposals/",
        "company": "/companies/3/",
        "branch": "/branches/5/",
        "equipment-record": "/equipment/5/",
        "service": "/services/2/",
        "company-form": "/companies/3/edit/",
        "branch-form": "/branches/5/edit/",
        "equipment-form": "/equipment/5/edit/",
        "service-form": "/services/2/edit/",
        "visits": "/visits/",
        "visit": "/branches/5/visit/",
        "quotes": "/quotes/",
        "quote": "/quotes/5/",
        "jobs": "/jobs/",
        "job": "/jobs/5/",
        "schedule": "/jobs/schedule/",
        "absences": "/jobs/schedule/absences/",
        "bench": ("/jobs/?status=in_progress", "bench/", "#bench .points"),
        "what-if": ("/jobs/?status=in_progress", "bench/what-if/", "table"),
        "certificates": "/certificates/",
        "certificate-record": "/certificates/1145/",
        "review": "/certificates/review/",
        "calibration": ("/equipment/?q=gauge", "calibration/", ".drift"),
        "standards": "/standards/",
        "standard": "/standards/11/",
        "incident": "/incidents/1/",
        "tasks": "/tasks/",
        "task": "/tasks/5/",
        "operations": "/ops/",
        "retire": "/companies/3/retirement/",
        "merge": "/companies/3/merge/",
        "notes": "/companies/3/notes/all/",
        "documents": "/companies/3/documents/all/",
        "document": "/documents/1/",
        "timeline": "/companies/3/timeline/all/",
        "inbox": "/inbox/",
        "activity": "/activity/",
        "search": "/search/?q=meter",
        "users": "/users/",
        "user": "/users/2/",
        "security": "/accounts/2fa/",
        "profile": "/accounts/profile/",
        "admin": "/admin/",
        "admin-list": "/admin/equipment/equipment/",
        "components": "/design/",
    },
    CLIENT: {
        "portal-home": "/portal/",
        "portal-equipment": "/portal/equipment/",
        "portal-instrument": "/portal/equipment/257/",
        "portal-certificates": "/portal/certificates/",
        "portal-packs": "/portal/packs/",
        "portal-quote": "/portal/quotes/300/",
        "portal-jobs": "/portal/jobs/",
        "portal-job": "/portal/jobs/400/",
        "portal-request": "/portal/requests/new/?due=90",
        "portal-notices": "/portal/notices/",
        "portal-messages": "/portal/messages/",
        "portal-users": "/portal/users/",
        "portal-proposal": "/portal/equipment/257/proposal/",
        "portal-proposals": "/portal/proposals/",
    },
    NOBODY: {"sign-in": "/accounts/login/"},
}


def main(base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        for person, pages in PAGES.items():
            for width, scheme in LOOKS:
                page = signed_in(browser, base, person, width, scheme)
                for name, address in pages.items():
                    if isinstance(address, str):
                        page.goto(base + address, wait_until="networkidle")
                    else:
                        go_to_first(page, base, *address)
                    store(page, IMAGES / f"{name}-{width}-{scheme}.webp")
                page.context.close()
        browser.close()


def go_to_first(page: Page, base: str, listing: str, below: str, shows: str) -> None:
    """The page `below` the first record of a list on which there is something to see: days move on,
    and with them what is underway."""
    page.goto(base + listing)
    records = [link.get_attribute("href") for link in page.locator(".row .primary a").all()]
    for record in records:
        page.goto(f"{base}{record}{below}", wait_until="networkidle")
        if page.locator(shows).count():
            return
    raise LookupError(f"no record of {listing} has {shows} at {below}")


def signed_in(browser: Browser, base: str, person: str, width: int, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 500 else 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    if person == NOBODY:
        return page
    page.goto(f"{base}/accounts/login/")
    page.fill("[name=login]", person)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    return page


def store(page: Page, path: Path) -> None:
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.save(path, "WEBP", quality=82, method=6)
    print(f"{path.name} {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
