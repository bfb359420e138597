"""Which release of the application answers: browsers that kept pages of another drop them."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings

MANIFEST = "staticfiles.json"


@cache
def release() -> str:
    """The same in all processes that run the same code with the same static files."""
    found = sha256()
    for path in sorted(_sources()):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _sources() -> set[Path]:
    apps_of_ours = [Path(app.path) for app in apps.get_app_configs()]
    folders = [path for path in apps_of_ours if path.is_relative_to(settings.BASE_DIR)]
    folders.append(settings.BASE_DIR / "templates")
    manifest = Path(settings.STATIC_ROOT) / MANIFEST
    wanted = (".py", ".html", ".jinja", ".sql", ".mo", ".po")
    found = {path for each in folders for path in each.rglob("*") if path.suffix in wanted}
    return {path for path in found if ".venv" not in path.parts} | (
        {manifest} if manifest.exists() else set()
    )
