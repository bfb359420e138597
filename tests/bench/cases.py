"""The lines of the bench. A new one is one line here; `path` may name what targets.py found."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from tests.bench.budgets import (
    Budget,
    CappedCounts,
    DatabaseMs,
    Kilobytes,
    Queries,
    SamePage,
    Times,
)

DEPTH = 250_000
YARDSTICK = "yardstick"
# Also asked for by eight people at once.
CONCURRENT = "list, office"
FRAGMENTS = (
    "/rows/",
    "/palette/",
    "/kept/",
    "/count/",
    "/figures/",
    "/my-",
    "}/equipment/",
    "/timeline/",
    "}/notes/",
    "}/documents/",
)


class Place(Enum):
    NO_DUE_DATE = auto()  # among the instruments without a due date


@dataclass(frozen=True)
class Case:
    name: str
    who: str
    path: str
    budgets: tuple[Budget, ...] = ()
    # The list goes on after so many rows: a cursor is added to the path.
    after: int | Place | None = None
    status: int = 200
    # A save: the form is opened, this field changed, all of it posted. Only the post is timed.
    saves: str = ""
    # The heartbeat of a page that shows a record, to be answered that nothing has changed.
    beats: bool = False

    @property
    def key(self) -> str:
        return self.name if self.who == YARDSTICK else f"{self.name}, {self.who}"

    @property
    def is_fragment(self) -> bool:
        return any(part in self.path for part in FRAGMENTS)


LIST = (Times(1.0, "P"), Queries(5), Kilobytes(12), CappedCounts())
FRAGMENT = (Times(0.8, "F"), Queries(3), Kilobytes(5), CappedCounts())
RECORD = (Times(4, "A"), Queries(10))
FORM = (Times(5, "A"),)
POLL = (Times(1.2, "A"), Queries(3))
HOME = (Times(4, "A"), Queries(6))
MINE = (Times(2, "A"), Queries(3))
# Fifty certificates, each with its results, and with those of the papers before it.
QUEUE = (Times(4, "P"), Queries(10))
# A week of forty technicians: hundreds of visits, fifty jobs to plan. The design names no limit.
BOARD = (Times(3, "P"), Queries(10))
RARE = (Times(2, "A"), DatabaseMs(3), CappedCounts())
COMMON = (Times(1.2, "F"), DatabaseMs(10), CappedCounts())
COMMON_PAGE = (Times(1.2, "P"), DatabaseMs(10), CappedCounts())

# The design names no limit for the palette; a record's page has this one.
PALETTE = (Times(4, "A"), Queries(3), CappedCounts())
TOO_LONG = "?q=" + "x" * 10_000
TYPED = (
    ("rare", "?q={serial}", 200),
    ("common", "?q={word}", 200),
    ("absent", "?q=zzqqxx", 200),
    ("one letter", "?q=a", 200),
    ("too long", TOO_LONG, 400),
)

YARDSTICKS = (
    Case("A", YARDSTICK, "/a/{equipment}/"),
    Case("F", YARDSTICK, "/f/?after={fiftieth}"),
    Case("P", YARDSTICK, "/p/"),
)


def deep(first: str) -> tuple[Budget, ...]:
    return (Times(1.1, first),)


def as_staff(line: str) -> tuple[Budget, ...]:
    """A client's list costs what the office's does."""
    return (Times(1.15, f"{line}, office"),)


def unlike(unknown: str) -> tuple[Budget, ...]:
    """Somebody else's record is not told from one that does not exist."""
    return (Times(1.5, "A"), Times(1.1, unknown), SamePage(unknown))


LARGEST, SMALLEST = "largest company", "smallest company"
E = "/equipment/"
ROWS = "/equipment/rows/"
PE = "/portal/equipment/"
PROWS = "/portal/equipment/rows/"
PC, PQ, PJ = "/portal/certificates/", "/portal/quotes/", "/portal/jobs/"
C = "/certificates/"
HISTORY = "/equipment/{calibrated_most}/certificates/"
OWN_HISTORY = "/equipment/{certified_own}/certificates/"
JUMP = ROWS + "?place=250000"
DUE_JUMP = ROWS + "?sort=next_due_on&place=240000"
DUE, LATEST = "?sort=next_due_on", "?sort=-next_due_on"
NO_DATE = Place.NO_DUE_DATE

PORTAL = (LARGEST, SMALLEST, "branch")


def portal_cases() -> Iterator[Case]:
    """Every page of the portal and its fragments; equipment and home stand above."""
    for who in PORTAL:
        for name, path in (("certificates", PC), ("quotes", PQ), ("jobs", PJ)):
            yield Case(name, who, path, (*as_staff(name), *LIST))
            yield Case(f"rows of {name}", who, f"{path}rows/", FRAGMENT)
        for name in ("requests", "notices", "documents"):
            yield Case(name, who, f"/portal/{name}/", LIST)
            yield Case(f"rows of {name}", who, f"/portal/{name}/rows/", FRAGMENT)
        for name in ("proposals", "messages", "scan"):
            yield Case(name, who, f"/portal/{name}/", RECORD)
        yield Case("packs", who, "/portal/packs/", FORM)
        yield Case("new request", who, "/portal/requests/new/", FORM)
        yield Case("new proposal", who, "/portal/proposals/new/", FORM)
    for who in (LARGEST, SMALLEST):
        yield Case("users", who, "/portal/users/", RECORD)
        yield Case("new user", who, "/portal/users/new/", FORM)
    yield Case("certificates, rare serial", LARGEST, PC + "rows/?q={certified}", RARE)
    yield Case("certificate", LARGEST, PC + "{certificate}/", RECORD)
    yield Case("certificate", "branch", PC + "{certificate}/", RECORD)
    yield Case("quote", LARGEST, PQ + "{quote}/", RECORD)
    yield Case("job", LARGEST, PJ + "{job}/", RECORD)
    yield Case("proposal", LARGEST, PE + "{equipment}/proposal/", FORM)


# The staff's lists but for equipment, which stands below, and how deep one may go in each.
LISTS = {
    "activity": 800_000, "branches": 25_000, "certificates": 160_000, "companies": 8_000,
    "jobs": 50_000, "quotes": 30_000, "recalls": 500, "tasks": 8_000,
}  # fmt: skip
# Nobody has so many of these that there is a depth.
SHORT_LISTS = ("services", "standards", "incidents", "visits")


def list_cases() -> Iterator[Case]:
    """The first page of each list, the next rows, and both far down."""
    for name, depth in LISTS.items():
        page, rows = f"/{name}/", f"/{name}/rows/"
        yield Case(name, "office", page, LIST)
        yield Case(f"next {name}", "office", rows, FRAGMENT, 50)
        yield Case(f"{name}, deep", "office", page, deep(f"{name}, office"), depth)
        yield Case(f"next {name}, deep", "office", rows, deep(f"next {name}, office"), depth)
    for name in SHORT_LISTS:
        yield Case(name, "office", f"/{name}/", LIST)
    yield Case("users", "admin", "/users/", LIST)
    yield Case("next users", "admin", "/users/rows/", FRAGMENT, 50)
    yield Case("next users, deep", "admin", "/users/rows/", deep("next users, admin"), 40_000)


CASES = (
    *portal_cases(),
    *list_cases(),
    Case("list", "office", E, LIST),
    Case("list", "technician", E, LIST),
    Case("next rows", "office", ROWS, FRAGMENT, 50),
    Case("next rows", "technician", ROWS, FRAGMENT, 50),
    Case("list at 250,000", "office", E, deep("list, office"), DEPTH),
    Case("next rows at 250,000", "office", ROWS, deep("next rows, office"), DEPTH),
    Case("next rows at 250,000", "technician", ROWS, deep("next rows, technician"), DEPTH),
    # The first of them builds the anchors, while the server is warmed.
    Case("jump to 250,000", "office", JUMP, (*deep("next rows, office"), Queries(3))),
    Case("jump to 250,000", "technician", JUMP, deep("next rows, technician")),
    Case("jump to 240,000 by due date", "office", DUE_JUMP, deep("next rows, office")),
    Case("jump in the activity", "office", "/activity/rows/?place=600000", FRAGMENT),
    Case("by due date", "office", E + DUE, LIST),
    Case("by due date, without one", "office", ROWS + DUE, FRAGMENT, NO_DATE),
    Case("latest due first", "office", E + LATEST, LIST),
    Case("latest due first, without one", "office", ROWS + LATEST, FRAGMENT, NO_DATE),
    Case("latest due first at 250,000", "office", ROWS + LATEST, FRAGMENT, DEPTH),
    Case("by serial number", "office", E + "?sort=serial", LIST),
    Case("by company", "office", E + "?sort=company_name", LIST),
    Case("by company at 250,000", "office", ROWS + "?sort=company_name", FRAGMENT, DEPTH),
    Case("by serial number at 250,000", "office", ROWS + "?sort=serial", FRAGMENT, DEPTH),
    Case("count", "office", "/equipment/count/"),
    Case("search, rare, page", "office", E + "?q={serial}", RARE),
    Case("search, rare", "office", ROWS + "?q={serial}", RARE),
    Case("search, rare", "technician", ROWS + "?q={serial}", RARE),
    Case("search, common, page", "office", E + "?q={word}", COMMON_PAGE),
    Case("search, common", "office", ROWS + "?q={word}", COMMON),
    Case("search, common", "technician", ROWS + "?q={word}", COMMON),
    Case("search, absent", "office", ROWS + "?q=zzqqxx", RARE),
    Case("search, absent", "technician", ROWS + "?q=zzqqxx", RARE),
    Case("search, one letter", "office", ROWS + "?q=a", COMMON),
    Case("search, one letter", LARGEST, PROWS + "?q=a", COMMON),
    # All of them ticked: a snapshot of 300,000 ids.
    Case("only selected", "office", E + "?selection={selection}", (CappedCounts(),)),
    Case("only selected, next rows", "office", ROWS + "?selection={selection}", (), 50),
    Case("search, too long", "office", ROWS + TOO_LONG, (Times(1.5, "A"),), status=400),
    Case("certificates, common word", "office", C + "rows/?q={word}", COMMON),
    Case("certificates, common word", "technician", C + "rows/?q={word}", COMMON),
    Case("search of everything, rare", "office", "/search/?q={serial}", RECORD),
    Case("search of everything, common", "office", "/search/?q={word}", RECORD),
    *(
        Case(f"palette, {what}", who, f"{below}search/palette/{asked}", PALETTE, status=status)
        for who, below in (("office", "/"), ("technician", "/"), (LARGEST, "/portal/"))
        for what, asked, status in TYPED
    ),
    Case("palette, opened", "office", "/search/kept/?recent=company:{company}", PALETTE),
    Case("record", "office", "/equipment/{equipment}/", RECORD),
    Case("record", "technician", "/equipment/{equipment}/", RECORD),
    Case("form", "office", "/equipment/{equipment}/edit/", FORM),
    Case("new form", "office", "/equipment/new/", FORM),
    Case("save", "office", "/equipment/{equipment}/edit/", status=302, saves="location"),
    Case("company's form", "office", "/companies/{company}/edit/", FORM),
    Case("company's save", "office", "/companies/{company}/edit/", (), None, 302, "trading_name"),
    Case("poll", "office", "/live/equipment/{equipment}/", POLL, status=204, beats=True),
    Case("timeline", "office", "/equipment/{equipment}/timeline/"),
    Case("company's timeline", "office", "/companies/{company}/timeline/"),
    Case("notes", "office", "/companies/{company}/notes/"),
    Case("documents", "office", "/companies/{company}/documents/"),
    Case("inbox", "office", "/inbox/"),
    Case("list", LARGEST, PE, (*as_staff("list"), *LIST)),
    Case("list", SMALLEST, PE, (*as_staff("list"), *LIST)),
    Case("list", "branch", PE, (*as_staff("list"), *LIST)),
    Case("next rows", LARGEST, PROWS, (*as_staff("next rows"), *FRAGMENT), 50),
    Case("next rows at 4,000", LARGEST, PROWS, deep(f"next rows, {LARGEST}"), 4_000),
    Case("by due date, without one", LARGEST, PROWS + DUE, FRAGMENT, NO_DATE),
    Case("latest due first", LARGEST, PE + LATEST, LIST),
    Case("search, rare", LARGEST, PROWS + "?q={serial}", RARE),
    Case("search, rare", SMALLEST, PROWS + "?q={serial}", RARE),
    Case("search, rare", "branch", PROWS + "?q={serial}", RARE),
    Case("search, common", LARGEST, PROWS + "?q={word}", COMMON),
    Case("record", LARGEST, "/portal/equipment/{equipment}/", RECORD),
    Case("record", SMALLEST, "/portal/equipment/{equipment}/", RECORD),
    Case("record", "branch", "/portal/equipment/{equipment}/", RECORD),
    Case("unknown record", LARGEST, "/portal/equipment/{unknown}/", status=404),
    Case(
        "somebody else's record",
        LARGEST,
        "/portal/equipment/{foreign}/",
        unlike(f"unknown record, {LARGEST}"),
        status=404,
    ),
    Case("portal home", LARGEST, "/portal/", HOME),
    Case("portal home", SMALLEST, "/portal/", HOME),
    Case("portal home", "branch", "/portal/", HOME),
    Case("home", "office", "/", HOME),
    Case("home", "scheduler", "/", HOME),
    Case("home", "sales", "/", HOME),
    Case("home", "onboarding", "/", HOME),
    Case("home", "technician", "/", HOME),
    Case("home's figures", "office", "/figures/", HOME),
    Case("my tasks", "office", "/my-tasks/", MINE),
    Case("my jobs", "office", "/my-jobs/", MINE),
    Case("my jobs", "technician", "/my-jobs/", MINE),
    Case("quote", "office", "/quotes/{quote}/", RECORD),
    Case("quote's form", "office", "/quotes/{draft}/edit/", FORM),
    Case("jobs", "technician", "/jobs/", LIST),
    Case("job", "office", "/jobs/{job}/", RECORD),
    Case("job", "technician", "/jobs/{job}/", RECORD),
    Case("certificates", "technician", C, LIST),
    Case("next certificates", "technician", C + "rows/", FRAGMENT, 50),
    Case("certificates, rare serial", "office", C + "rows/?q={certified}", RARE),
    Case("certificates, rare serial", "technician", C + "rows/?q={certified}", RARE),
    Case("jump in the certificates", "office", C + "rows/?place=150000", FRAGMENT),
    Case("certificate", "office", "/certificates/{certificate}/", RECORD),
    Case("certificate", "technician", "/certificates/{certificate}/", RECORD),
    Case("certificates of a company", "office", "/companies/{company}/certificates/", RECORD),
    Case("history of an instrument", "office", HISTORY, RECORD),
    Case("history of an instrument", "technician", OWN_HISTORY, RECORD),
    Case("instrument with the longest history", "office", "/equipment/{calibrated_most}/", RECORD),
    Case("review queue", "office", "/certificates/review/", QUEUE),
    Case("review queue, next rows", "office", "/certificates/review/rows/?from=50", QUEUE),
    Case("company", "office", "/companies/{company}/", RECORD),
    Case("equipment of a company", "office", "/companies/{company}/equipment/", RECORD),
    Case("branch record", "office", "/branches/{branch}/", RECORD),
    Case("equipment of a branch", "office", "/branches/{branch}/equipment/", RECORD),
    Case("recall notices of a company", "office", "/companies/{company}/recalls/", RECORD),
    Case("service", "office", "/services/{service}/", RECORD),
    Case("schedule", "office", "/jobs/schedule/", BOARD),
    Case("schedule, its week again", "office", "/jobs/schedule/board/", BOARD),
    Case("schedule", "technician", "/jobs/schedule/", RECORD),
    Case("tasks", "technician", "/tasks/", LIST),
    Case("tasks, mine", "technician", "/tasks/?whose=mine", LIST),
    Case("tasks of a company", "office", "/companies/{company}/tasks/", RECORD),
)
