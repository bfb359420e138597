"""The disks that this process writes on. PostgreSQL's own is seen to where PostgreSQL runs."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

MEGABYTE = 1024 * 1024


def free_mb() -> int:
    """Of the fullest one, what is left for us."""
    files = settings.STORAGES["default"].get("OPTIONS", {}).get("location")
    folders = [settings.VAR, Path(files) if files else None, Path(tempfile.gettempdir())]
    there = [folder for folder in folders if folder and folder.is_dir()]
    return min(_free(folder) for folder in there) // MEGABYTE


def is_full() -> bool:
    return bool(free_mb() < settings.DISK_FULL_MB)


def _free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
