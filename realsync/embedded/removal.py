"""`remove_servers`: the data of this folder's servers, wherever they lie. Part of `make clean`."""

import shutil

from realsync.embedded import folder, servers
from realsync.embedded.locks import hold
from realsync.embedded.problems import Problem


def remove_servers(arguments: list[str]) -> int:
    if not folder.var().exists():
        return 0
    home = folder.servers_home()
    if hold(folder.var() / "dev.lock") is None or hold(home / "users.lock") is None:
        raise Problem(
            f"The servers of {folder.var()} are in use: stop `make run` or the tests first."
        )
    servers.stop(home)
    shutil.rmtree(home)
    return 0
