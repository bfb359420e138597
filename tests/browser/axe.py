"""Accessibility rules of WCAG 2.2 AA, by axe-core, inside the page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Each theme and each width once; docs/pages.md has pictures of all four. None is narrower.
LOOKS = [("light", 1440), ("dark", 360)]
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


def violations(page: Page) -> list[str]:
    """What is wrong, as `rule: element`; empty if nothing is."""
    page.evaluate(SHOWN)
    page.evaluate(AXE.axe_script)
    found = page.evaluate(
        "(options) => axe.run(document, options).then((all) => all.violations)", RULES
    )
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
