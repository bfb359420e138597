"""Whoever goes by keyboard sees where they are, on each kind of page."""

from realsync.accounts.roles import Role
from tests.browser.axe import LOOKS
from tests.browser.conftest import OpenPage
from tests.browser.settled import settled
from tests.world import World

# Each thing that takes the focus, by itself and again with it: something of it must look different,
# or of what it stands in, such as a row or a card. Only what can be seen at all is asked.
UNSEEN = """() => {
  const PARTS = ['', '::before', '::after'];
  const LOOKS = ['outlineStyle', 'outlineWidth', 'boxShadow', 'borderTopColor', 'backgroundColor'];
  const look = (element) => {
    const found = [];
    for (let each = element, up = 0; each && up < 4; each = each.parentElement, up += 1) {
      for (const part of PARTS) {
        const style = getComputedStyle(each, part || null);
        found.push(...LOOKS.map((name) => style[name]));
      }
    }
    return found.join();
  };
  const able = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const seen = (element) => element.checkVisibility({visibilityProperty: true});
  const all = [...document.querySelectorAll(able)].filter(
    (each) => seen(each) && !each.disabled && each.tabIndex >= 0);
  const unseen = [];
  for (const element of all) {
    document.activeElement.blur();
    const before = look(element);
    element.focus();
    if (document.activeElement !== element || look(element) === before) {
      unseen.push(element.outerHTML.slice(0, 120));
    }
  }
  return [all.length, unseen];
}"""


def test_the_focus_is_seen(open_page: OpenPage, world: World) -> None:
    own, draft = world.equipment[0].pk, world.quotes["draft"].pk
    page = open_page("/", world.staff[Role.ADMIN])
    # Without fading, so that what is seen in the end is there at once.
    page.emulate_media(reduced_motion="reduce")
    asked, faults = 0, []
    for path in ("/", "/equipment/", f"/equipment/{own}/", f"/equipment/{own}/edit/", "/tasks/",
                 f"/quotes/{draft}/edit/", "/jobs/schedule/", f"/branches/{world.north.pk}/visit/",
                 "/design/", "/accounts/profile/", "/search/?q=a", "/admin/"):  # fmt: skip
        page.goto(path)
        settled(page)
        page.keyboard.press("Tab")  # from here on a focus is one of the keyboard
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 900})
            number, unseen = page.evaluate(UNSEEN)
            asked += number
            faults += [f"{path}, {scheme}: {element}" for element in unseen]
    assert faults == []
    assert asked > 600
