"""The files themselves: only ever an attachment, and our own small picture of them."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from companies.background import draw_preview
from companies.documents import drawing, previews
from companies.documents.storage import new_name, small_name
from companies.documents.sweep import YOUNG, sweep
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_system
from tests.database import as_worker
from tests.documents import samples
from tests.documents.conftest import Add, stored, versions_of
from tests.world import World

SignIn = Callable[[User], Client]


def draw(version_id: int) -> None:
    with as_worker(), as_system("test of previews"):
        draw_preview(version_id)


def test_a_file_comes_as_it_was_put_there_and_can_do_nothing(
    world: World, sign_in: SignIn, add: Add
) -> None:
    document = add(world.north, "Prüfbericht Łódź.pdf")
    client = sign_in(world.staff[Role.TECHNICIAN])
    answer = client.get(f"/documents/{document.pk}/versions/1/file/")
    assert b"".join(answer.streaming_content) == samples.pdf()  # type: ignore[attr-defined]
    headers = answer.headers
    assert headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Pr%C3%BCfbericht%20%C5%81%C3%B3d%C5%BA.pdf"
    )
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(len(samples.pdf()))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "private" in headers["Cache-Control"]
    entry = Activity.objects.using("owner").latest("pk")
    assert (entry.verb, entry.actor_id) == ("document.downloaded", world.staff[Role.TECHNICIAN].pk)
    assert entry.audience == "staff"


def test_a_download_is_neither_packed_again_nor_posted_to(
    world: World, sign_in: SignIn, add: Add
) -> None:
    document = add(world.north, "readings.csv", b"point;value\r\n" * 1000)
    client, address = sign_in(world.staff[Role.SALES]), f"/documents/{document.pk}/versions/1/file/"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert len(b"".join(answer.streaming_content)) == 13_000  # type: ignore[attr-defined]
    assert client.post(address).status_code == 405
    assert client.get(address.replace("/1/", "/2/")).status_code == 404


def test_a_file_that_is_gone_is_not_found(
    world: World, sign_in: SignIn, add: Add, files: Path
) -> None:
    document = add(world.north)
    for path in stored(files):
        path.unlink()
    client = sign_in(world.staff[Role.SALES])
    assert client.get(f"/documents/{document.pk}/versions/1/file/").status_code == 404


@pytest.mark.parametrize("name", ["manual.pdf", "rack.png", "rack.jpg", "rack.webp", "rack.gif"])
def test_a_preview_is_our_own_small_picture(
    world: World, sign_in: SignIn, add: Add, name: str
) -> None:
    document = add(world.north, name, samples.TAKEN[name]())
    address = f"/documents/{document.pk}/versions/1"
    client = sign_in(world.staff[Role.SALES])
    assert client.get(f"{address}/preview/").status_code == 404
    waiting = client.get(f"{address}/tile/?try=1").content.decode()
    assert f"{address}/tile/?try=2" in waiting
    assert "hx-get" not in client.get(f"{address}/tile/?try=6").content.decode()
    draw(versions_of(document)[0].pk)
    for path, longest in (("preview/", 1280), ("preview/small/", 400)):
        answer = client.get(f"{address}/{path}")
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.format == "WEBP"
            assert max(picture.size) <= longest
    assert f"{address}/preview/small/" in client.get(f"{address}/tile/").content.decode()


def test_place_and_camera_stay_behind(world: World, add: Add) -> None:
    taken, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Canary Cameras"
    exif[0x0112] = 6  # lies on its side
    Image.new("RGB", (800, 400), "green").save(taken, "JPEG", exif=exif)
    document = add(world.north, "rack.jpg", taken.getvalue())
    draw(versions_of(document)[0].pk)
    with default_storage.open(str(versions_of(document)[0].preview.name)) as file:
        content = file.read()
    assert b"Canary" not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.height > picture.width
        assert not picture.getexif()


HOSTILE = {
    "broken.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "endless.pdf": samples.pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_no_preview_and_harms_nobody(
    world: World, add: Add, files: Path, name: str
) -> None:
    document = add(world.north, name, HOSTILE[name])
    draw(versions_of(document)[0].pk)
    draw(versions_of(document)[0].pk)
    assert versions_of(document)[0].preview.name == ""
    assert len(stored(files)) == 1


HUNGRY = {
    "memory": "x = bytearray(8 * 1024 ** 3)",
    "time": "while True: pass",
    "disk": "open(__file__ + '.more', 'wb').write(b'x')",
}


@pytest.mark.parametrize("appetite", HUNGRY)
def test_what_draws_has_its_limits(tmp_path: Path, appetite: str) -> None:
    """As if a hole in the decoder ran code: it gets neither memory, nor time, nor files."""
    source = Path(drawing.__file__).read_text().replace("CPU_SECONDS = 4", "CPU_SECONDS = 1")
    hungry = tmp_path / "drawing.py"
    hungry.write_text(source.replace("    content = given.read()\n", f"    {HUNGRY[appetite]}\n"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "__file__", str(hungry))
        with pytest.raises(previews.NothingToDraw):
            previews.drawn(samples.pdf(), "application/pdf")


def test_the_sweep_drops_what_no_row_names(world: World, add: Add, files: Path) -> None:
    document = add(world.north, "rack.png", samples.picture())
    draw(versions_of(document)[0].pk)
    orphan = default_storage.save(new_name(), io.BytesIO(b"orphan"))
    with as_worker():
        assert sweep() == 0  # it is young: its row may still come
    for path in stored(files):
        old = (timezone.now() - YOUNG - timedelta(minutes=1)).timestamp()
        os.utime(path, (old, old))
    with as_worker():
        assert sweep() == 1
    version = versions_of(document)[0]
    assert not default_storage.exists(orphan)
    preview = str(version.preview.name)
    for name in (str(version.file.name), preview, small_name(preview)):
        assert default_storage.exists(name)
