"""`make run` of a copy, packages included, under an account without rights."""

import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

from realsync.embedded.folder import ROOT
from tests.run.folders import copy_repository, open_folder
from tests.run.house import House

PACKAGES_SECONDS = 300
# How packages are found and how certificates are trusted is the machine's affair.
OF_THE_MACHINE = ("PIP_", "SSL_", "REQUESTS_", "HTTP_", "HTTPS_", "http_", "https_", "no_", "NO_")


def test_make_run_as_an_ordinary_user() -> None:
    become = _nobody() if os.geteuid() == 0 else {}
    with open_folder() as folder:
        root = folder / "realsync"
        root.mkdir()
        copy_repository(root)
        _lend_environment(root, become)
        _hand_over(folder, become)
        house = House(root / "var", root=root, command=("make", "run"), **become)
        try:
            house.start(**_of_the_machine())
            print(f"ready after {house.wait_until_ready(seconds=PACKAGES_SECONDS):.1f} s")
            assert "Loading" in house.words()
            assert f"http://127.0.0.1:{house.port}/" in house.words()
            assert house.words().count("@demo.example") == 8, "one account per role"
            assert house.status("accounts/login/") == 200
            owners = {Path(f"/proc/{pid}").stat().st_uid for pid in house.processes()}
            house.interrupt()
            assert owners == {become.get("user", os.geteuid())}
            assert house.processes() == {}
            assert (root / "var" / "servers" / "postgres" / "data").exists()
        finally:
            house.clear()


def _nobody() -> dict[str, Any]:
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _lend_environment(root: Path, become: dict[str, Any]) -> None:
    """Ours saves a minute, where that account may go there; else `make run` makes its own."""
    environment = ROOT / ".venv"
    stamp = environment / ".base.lock"
    if stamp.exists() and _may_use(environment, become):
        (root / ".venv").symlink_to(environment)
        # The copy of the lock is younger than what was installed from it.
        installed = stamp.stat().st_mtime - 1
        os.utime(root / "requirements" / "base.lock", (installed, installed))


def _may_use(environment: Path, become: dict[str, Any]) -> bool:
    command = [str(environment / "bin" / "python"), "-c", "import django"]
    try:
        used = subprocess.run(command, cwd="/", capture_output=True, check=False, **become)
    except PermissionError:
        return False
    return used.returncode == 0


def _hand_over(folder: Path, become: dict[str, Any]) -> None:
    if become:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, become["user"], become["group"], follow_symlinks=False)


def _of_the_machine() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(OF_THE_MACHINE)}
