"""The system's Chromium and how it is started."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Each window would prepare pages of the browser's own: four tenths of what opening one takes.
    "--disable-features=PreloadTopChromeWebUI,PreloadTopChromeWebUILessNavigations",
]


def installed() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)
