"""How large a run is: small in `make test`, whole in `make chaos`."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    callers: int  # connections that ask for one lock at once
    web_callers: int  # the same over HTTP
    rounds: int
    edits: int
    writers: int
    records: int
    careless_edits: int  # of a run without one of the two checks
    histories: int
    steps: int


SMALL = Scale(24, 12, 3, 120, 6, 6, 80, 12, 40)
WHOLE = Scale(200, 50, 20, 10_000, 12, 25, 2_000, 400, 80)
SCALE = WHOLE if os.environ.get("CHAOS") == "all" else SMALL
