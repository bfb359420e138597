from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, where the storage puts what it is given."""
    folder = tmp_path / "files"
    monkeypatch.setattr(default_storage, "_wrapped", FileSystemStorage(folder))
    return folder


def stored(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
