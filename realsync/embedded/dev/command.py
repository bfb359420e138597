"""`manage.py dev`, which is `make run`: the whole house, until somebody says stop."""

import shutil

from realsync.embedded import checks, dev_env, folder, servers
from realsync.embedded.dev import environment, stopping
from realsync.embedded.dev.children import Child, start_all, stop_all
from realsync.embedded.dev.leftovers import stop_leftovers
from realsync.embedded.dev.readiness import wait_until_ready
from realsync.embedded.dev.saying import say
from realsync.embedded.dev.steps import prepare
from realsync.embedded.dev.welcome import welcome
from realsync.embedded.locks import hold
from realsync.embedded.problems import Problem
from realsync.embedded.servers import Servers

WATCH_SECONDS = 0.5
# A killed process counts as gone before the last of its threads has let go of the port.
LEFTOVER_SECONDS = 5


def dev(arguments: list[str]) -> int:
    if arguments:
        raise Problem("usage: manage.py dev (PORT, SCALE and others come from the environment)")
    if hold(folder.make(folder.var()) / "dev.lock") is None:
        raise Problem(f"RealSync already runs from {folder.var()}{dev_env.running_at()}.")
    stopping.listen()
    patience = LEFTOVER_SECONDS if stop_leftovers() else 0
    environment.scale()
    checks.port_is_free(environment.host(), environment.port(), patience=patience)
    checks.given_servers_answer()
    try:
        with servers.running() as found:
            _run(found)
    except stopping.Stopped:
        say("Stopped.")
    return 0


def _run(found: Servers) -> None:
    ours = environment.for_commands(found)
    stopping.check()
    prepare(ours)
    shutil.rmtree(environment.counts(), ignore_errors=True)
    children = start_all(ours)
    try:
        dev_env.write(ours)
        wait_until_ready(children[0])
        welcome(ours["DATABASE_OWNER_URL"])
        _watch(found, children)
    finally:
        dev_env.remove()
        stop_all(children)
        shutil.rmtree(environment.counts(), ignore_errors=True)


def _watch(found: Servers, children: list[Child]) -> None:
    while True:
        stopping.pause(WATCH_SECONDS)
        for name in servers.start_again_what_died(found):
            say(f"{name} stopped; it was started again.")
        for child in children:
            child.start_again_if_dead()
