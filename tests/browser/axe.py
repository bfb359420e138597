"""Accessibility rules of WCAG 2.2 AA, by axe-core, inside the page."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Each theme and each width once; docs/pages.md has pictures of all four. None is narrower. The last
# one is what a page is opened in.
LOOKS = [("dark", 360), ("light", 1440)]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Where all is well is not told in detail, which takes longer than finding out.
    "resultTypes": ["violations"],
    "selectors": False,
    "preload": False,
}
AXE = Axe()
# What fades in has its contrast once it is there; what turns for ever is not waited for.
SHOWN = """Promise.allSettled(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
  .map((each) => each.finished)).then(() => true)"""

# What comes in meanwhile, as a toast does, is looked at once it is there.
LOOK = """async (options) => {
  let moves = false;
  const notice = () => (moves = true);
  for (const kind of ["animationstart", "transitionrun"]) addEventListener(kind, notice);
  const { violations } = await axe.run(document, options);
  for (const kind of ["animationstart", "transitionrun"]) removeEventListener(kind, notice);
  return moves ? null : violations;
}"""
LOOKS_AT_MOST = 5


def faults(page: Page) -> list[str]:
    """In each look, without loading it again: what is wrong, and by how much it is too wide.

    Of an open page: a state that it was brought to is looked at in all of them, too.
    """
    found = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        here = f"{urlsplit(page.url).path}, {scheme}, {width} px"
        found += [f"{here}: {violation}" for violation in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{here} is {wide} pixels too wide"] if wide > 0 else []
    return found


def violations(page: Page) -> list[str]:
    """What is wrong, as `rule: element`; empty if nothing is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    for _look in range(LOOKS_AT_MOST):
        page.evaluate(SHOWN)
        found = page.evaluate(LOOK, RULES)
        if found is not None:
            return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
    raise AssertionError("something moves as long as it is looked at")
