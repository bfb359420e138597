"""`/sw.js` and the page about what a browser keeps."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.freshness.release import release
from realsync.pages.worker import SCRIPTS
from tests.world import World

SignIn = Callable[[User], Client]


def test_the_worker_names_its_release_and_scripts_and_is_asked_for_each_time(world: World) -> None:
    answer = Client().get("/sw.js")
    text = answer.content.decode()
    assert release() in text
    assert all(finders.find(f"js/worker/{name}.js") for name in SCRIPTS)
    assert text.count("/static/js/worker/") == len(SCRIPTS)
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"].startswith("text/javascript")


def test_off_by_the_setting_a_worker_comes_that_takes_itself_away(
    world: World, sign_in: SignIn, settings: LazySettings
) -> None:
    page = sign_in(world.staff[Role.SALES]).get("/companies/").content.decode()
    assert 'data-worker="/sw.js"' in page
    settings.FRESHNESS_WORKER = False
    assert "/static/js/worker/off." in Client().get("/sw.js").content.decode()
    page = sign_in(world.staff[Role.SALES]).get("/companies/").content.decode()
    assert 'data-worker=""' in page


@pytest.mark.parametrize(("for_staff", "status"), [(False, 403), (True, 200)])
def test_the_panel_is_for_operators_or_by_a_setting_for_all_staff(
    world: World, sign_in: SignIn, settings: LazySettings, for_staff: bool, status: int
) -> None:
    settings.FRESHNESS_PANEL_FOR_STAFF = for_staff
    assert sign_in(world.staff[Role.SALES]).get("/freshness/").status_code == status
    assert sign_in(world.staff[Role.ADMIN]).get("/freshness/").status_code == 200
    assert sign_in(world.alice).get("/freshness/").status_code == 404
