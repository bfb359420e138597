"""Tasks as people use them: by keyboard, on a phone, in either theme."""

from playwright.sync_api import expect

from realsync.accounts.roles import Role
from tasks.models import Task
from tests.browser.axe import faults
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.world import World


def now(task: Task) -> Task:
    return Task.objects.using("owner").get(pk=task.pk)


def test_a_task_is_completed_in_its_row_by_keyboard(open_page: OpenPage, world: World) -> None:
    task = world.tasks["sales"]
    page = open_page("/tasks/?whose=mine", world.staff[Role.SALES])
    settled(page)
    page.get_by_role("button", name=f"Complete {task.title}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#task-{task.pk}")).to_contain_text("Completed")
    assert now(task).status == "completed"
    expect(page.get_by_role("button", name=f"Complete {task.title}")).to_have_count(0)


def test_a_task_is_begun_and_put_off_on_its_page(open_page: OpenPage, world: World) -> None:
    task = world.tasks["technician"]
    page = open_page(f"/tasks/{task.pk}/", world.staff[Role.TECHNICIAN], width=390)
    settled(page)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".record-title .status")).to_have_text("In progress")
    settled(page)
    page.locator(".record-head details.menu summary").click()
    page.get_by_role("link", name="Put off…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Put off until").fill("2149-01-01")
    dialog.get_by_role("button", name="Put off").click()
    expect(page.locator(".record-title")).to_contain_text("Put off until 1 Jan 2149")
    assert now(task).status == "in_progress"


def test_selected_rows_are_handed_over(open_page: OpenPage, world: World) -> None:
    page = open_page("/tasks/", world.staff[Role.MANAGEMENT])
    settled(page)
    button = page.get_by_role("button", name="Hand over selected")
    expect(button).to_be_hidden()
    for name in ("sales", "unassigned"):
        page.get_by_label(f"Select {world.tasks[name].title}").check()
    assert faults(page) == []
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand over 2 tasks")
    page.get_by_label("Hand over to").select_option("Technician")
    page.get_by_role("button", name="Hand over", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("Moved: 2.")
    assert now(world.tasks["unassigned"]).assignee_id == world.staff[Role.TECHNICIAN].pk


def test_a_task_is_made_from_the_card_of_a_company(open_page: OpenPage, world: World) -> None:
    page = open_page(f"/companies/{world.aster.pk}/", world.staff[Role.SALES])
    card = page.locator("#tasks")
    expect(card).to_contain_text("Ring the sales back")
    card.get_by_role("link", name="New task").click()
    expect(page.locator("legend").first).to_have_text("What is to be done about Aster Foods")
    settled(page)
    page.get_by_label("Title").fill("Agree on prices")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Agree on prices")
    expect(page.locator("#details")).to_contain_text("Aster Foods")
