"""Names of files that any system can hold, and that people read."""

import re

FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
LONGEST = 60


def readable(text: str) -> str:
    return " ".join(FORBIDDEN.sub(" ", text).split())[:LONGEST].strip(" .")
