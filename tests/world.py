"""Alice owns it, Bob is on her team, Charlie is a stranger; and the house that serves them.

Every word that belongs to the strangers carries CANARY, every word of the branch that Bob has
no right to carries FENCED: neither may ever reach somebody else's screen. What is said among
the staff carries INTERNAL: no client reads it, nor those of the staff who see no staff notes.
A paper of the staff carries HOUSE: all of them read it, and no client does. A job that is not
the technician's carries ELSEWHERE.
"""

from dataclasses import dataclass, field
from datetime import date

from companies.models import (
    Branch,
    Company,
    Contact,
    Document,
    Note,
    Notice,
)
from equipment.models import Equipment, Proposal, Service, ServicePricing
from jobs.certificates.models import (
    AuditPack,
    Certificate,
)
from jobs.quotes.models import CompanyPrice, Quote
from jobs.work.models import (
    Absence,
    Holiday,
    Job,
    ServiceRequest,
    Skill,
    Standard,
)
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.exports.models import Export
from realsync.lists.models import SavedView, Selection
from tasks.models import Task
from tests.made.certificates import make_certificate, make_incident, make_pack, make_validity
from tests.made.companies import (
    make_branch,
    make_company,
    make_contact,
    make_document,
    make_entry,
    make_merge,
    make_note,
    make_notice,
    make_recall,
    make_task,
)
from tests.made.equipment import make_instrument, make_proposal, make_standard
from tests.made.jobs import make_job, make_quote, make_request, make_response, make_visit_answer
from tests.made.people import grant_branch, grant_company, make_export, make_person, make_told
from tests.made.words import CANARY, ELSEWHERE, FENCED, HOUSE, INTERNAL, PRICE_FLOOR


@dataclass
class World:
    alice: User  # manages Aster Foods
    bob: User  # manages its northern branch only
    charlie: User  # manages Borealis, a stranger to both
    dana: User  # has been deactivated
    erin: User  # manages Aster Foods and Corona, one at a time
    frank: User  # a client whom nobody has granted anything
    staff: dict[Role, User]
    aster: Company
    borealis: Company
    corona: Company
    north: Branch
    south: Branch
    foreign_branch: Branch
    service: Service
    standard: Standard
    equipment: list[Equipment]  # north's
    fenced_equipment: list[Equipment]  # south's
    foreign_equipment: list[Equipment]
    contact: Contact
    foreign_contact: Contact
    # Of one's own and a stranger's: entries of the log, of the admin's and of sales' inbox, merges.
    entries: tuple[int, int] = (0, 0)
    told: tuple[int, int] = (0, 0)
    merged: tuple[int, int] = (0, 0)
    notes: dict[str, Note] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    # By name: of north, of south a fenced one, a stranger's; each acknowledged by a client there.
    notices: dict[str, Notice] = field(default_factory=dict)
    # By name: of north a sent one and a draft, of south a fenced one, a stranger's.
    quotes: dict[str, Quote] = field(default_factory=dict)
    # By whose they are: a role, or `unassigned`; `foreign` is the admin's and about a stranger.
    tasks: dict[str, Task] = field(default_factory=dict)
    # By name: of north the technician's own and a colleague's, of south a fenced one, a stranger's.
    jobs: dict[str, Job] = field(default_factory=dict)
    # By name: of each of those jobs one that is issued; of the technician's own also a draft, and
    # one that waits for its review.
    certificates: dict[str, Certificate] = field(default_factory=dict)
    # By name: what each of those jobs came of.
    requests: dict[str, ServiceRequest] = field(default_factory=dict)
    # Of a certificate of the technician's, with its client; and of a stranger's.
    incidents: tuple[int, int] = (0, 0)
    incident_clients: tuple[int, int] = (0, 0)
    # By name: of north Bob's, of south a fenced one, a stranger's.
    proposals: dict[str, Proposal] = field(default_factory=dict)
    # By name: of north Bob's, of the whole company Alice's, a stranger's.
    packs: dict[str, AuditPack] = field(default_factory=dict)
    # Of north's manager, of the whole company's, a stranger's, and one of the staff's.
    exports: dict[str, Export] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    # Of the list of instruments, by name: management's own, one that sales shares, a stranger's.
    views: dict[str, SavedView] = field(default_factory=dict)
    # Of north's contact, and of a stranger's.
    recalls: tuple[int, int] = (0, 0)
    # Of the technician; both are long over.
    absence: Absence | None = None
    holiday: Holiday | None = None


def make_world() -> World:
    staff = {role: make_person(role.value.title(), role) for role in sorted(STAFF_ROLES)}
    aster, borealis, corona = (
        make_company("Aster Foods"),
        make_company(f"Borealis {CANARY}"),
        make_company("Corona"),
    )
    north, south = make_branch(aster, "North"), make_branch(aster, f"South {FENCED}")
    foreign_branch = make_branch(borealis, f"Harbour {CANARY}")
    service = Service.objects.using("owner").create(
        name="Calibration of multimeters", category="electrical", base_price="120.00"
    )
    ServicePricing.objects.using("owner").create(service=service, price_floor=PRICE_FLOOR)
    world = World(
        alice=make_person("Alice Arnold", Role.COMPANY_MANAGER),
        bob=make_person("Bob Baker", Role.BRANCH_MANAGER),
        charlie=make_person(f"Charlie {CANARY}", Role.COMPANY_MANAGER),
        dana=make_person("Dana Drake", Role.COMPANY_MANAGER, is_active=False),
        erin=make_person("Erin Ellis", Role.COMPANY_MANAGER),
        frank=make_person("Frank Farrow", Role.COMPANY_MANAGER),
        staff=staff,
        aster=aster,
        borealis=borealis,
        corona=corona,
        north=north,
        south=south,
        foreign_branch=foreign_branch,
        service=service,
        standard=make_standard(),
        equipment=[make_instrument(north, service, "Multimeter", number) for number in range(3)],
        fenced_equipment=[make_instrument(south, service, FENCED, number) for number in range(3)],
        foreign_equipment=[
            make_instrument(foreign_branch, service, CANARY, number) for number in range(3)
        ],
        contact=make_contact(aster, north, "Gwen Grant"),
        foreign_contact=make_contact(borealis, foreign_branch, f"Hugo {CANARY}"),
    )
    for person, company in [
        (world.alice, aster),
        (world.charlie, borealis),
        (world.dana, aster),
        (world.erin, aster),
        (world.erin, corona),
    ]:
        grant_company(person, company)
    grant_branch(world.bob, north)
    sales = staff[Role.SALES]
    for name, branch, audience, text in (
        ("client", north, "client", "The gate is on the left"),
        ("staff", north, "staff", f"They pay late {INTERNAL}"),
        ("fenced", south, "client", f"Two doors {FENCED}"),
        ("foreign", foreign_branch, "client", f"Ring twice {CANARY}"),
    ):
        world.notes[name] = make_note(branch, sales, audience, text)
        world.documents[name] = make_document(
            branch, sales, audience, text.replace(INTERNAL, HOUSE)
        )
    for name, branch, client, text in (
        ("own", north, world.bob, "New gauge blocks"),
        ("fenced", south, world.alice, f"New gauge blocks {FENCED}"),
        ("foreign", foreign_branch, world.charlie, f"New gauge blocks {CANARY}"),
    ):
        world.notices[name] = make_notice(branch, client, text)
    for name, branch, words in (
        ("sent", north, "Yearly calibration"),
        ("draft", north, f"Not yet ready {INTERNAL}"),
        ("fenced", south, f"Yearly calibration {FENCED}"),
        ("foreign", foreign_branch, f"Yearly calibration {CANARY}"),
    ):
        world.quotes[name] = make_quote(branch, sales, service, words, is_sent=name != "draft")
    for name, instrument, words in (
        ("own", world.equipment[0], "Visit in spring"),
        ("other", world.equipment[1], f"Visit in autumn {ELSEWHERE}"),
        ("fenced", world.fenced_equipment[0], f"Visit {FENCED} {ELSEWHERE}"),
        ("foreign", world.foreign_equipment[0], f"Visit {CANARY} {ELSEWHERE}"),
    ):
        technician = staff[Role.TECHNICIAN] if name == "own" else None
        world.jobs[name] = make_job(instrument, service, words, technician)
    for name, job in world.jobs.items():
        world.certificates[name] = make_certificate(job, staff, job.title)
        make_validity(world.certificates[name])
    for name, status in (("draft", "draft"), ("pending", "pending_review")):
        job = world.jobs["own"]
        world.certificates[name] = make_certificate(job, staff, HOUSE, status=status)
    for name, person in (
        ("sent", world.alice),
        ("fenced", world.alice),
        ("foreign", world.charlie),
    ):
        make_response(world.quotes[name], person)
    for name, job in world.jobs.items():
        person = world.charlie if name == "foreign" else world.alice
        world.requests[name] = make_request(job, person)
        make_visit_answer(job, person)
    own, foreign = (
        make_incident(world.certificates[name], world.standard, reason)
        for name, reason in (("own", HOUSE), ("foreign", f"{HOUSE} {ELSEWHERE}"))
    )
    world.incidents = (own.incident_id, foreign.incident_id)
    world.incident_clients = (own.pk, foreign.pk)
    for name, instrument, person, words in (
        ("own", world.equipment[1], world.bob, "Bay 4"),
        ("fenced", world.fenced_equipment[1], world.alice, f"Bay {FENCED}"),
        ("foreign", world.foreign_equipment[1], world.charlie, f"Bay {CANARY}"),
    ):
        world.proposals[name] = make_proposal(instrument, person, words)
    for name, branches, person in (
        ("own", [north], world.bob),
        ("company", [north, south], world.alice),
        ("foreign", [foreign_branch], world.charlie),
    ):
        world.packs[name] = make_pack(branches, person)
    for name, person in (
        ("own", world.bob),
        ("company", world.alice),
        ("two companies", world.erin),
        ("foreign", world.charlie),
        ("staff", staff[Role.ADMIN]),
    ):
        world.exports[name] = make_export(person)
    for name, owner, listing, words in (
        ("own", staff[Role.MANAGEMENT], "equipment", "Missing ones"),
        ("shared", sales, "equipment", "By serial"),
        ("foreign", world.charlie, "portal-equipment", f"Those of {CANARY}"),
    ):
        world.views[name] = SavedView.objects.using("owner").create(
            owner=owner,
            listing=listing,
            name=words,
            query="sort=serial" if name == "shared" else "status=missing",
            is_shared=name == "shared",
        )
    for person in (world.alice, world.bob, world.charlie, staff[Role.ADMIN]):
        Selection.objects.using("owner").create(user=person, listing="services", ids=[service.pk])
    technician = staff[Role.TECHNICIAN]
    world.absence = Absence.objects.using("owner").create(
        technician_id=technician.pk, first_on=date(2026, 1, 5), last_on=date(2026, 1, 6)
    )
    world.holiday = Holiday.objects.using("owner").create(held_on=date(2026, 1, 1), name="New Year")
    Skill.objects.using("owner").create(technician_id=technician.pk, category="electrical")
    for company in (aster, borealis):
        CompanyPrice.objects.using("owner").create(company=company, service=service, price="99.50")
    world.entries = (make_entry(north, "North"), make_entry(foreign_branch, CANARY))
    world.told = (make_told(staff[Role.ADMIN], north), make_told(sales, foreign_branch))
    world.recalls = (
        make_recall(world.contact, world.equipment[0]),
        make_recall(world.foreign_contact, world.foreign_equipment[0]),
    )
    world.merged = (make_merge(north, sales), make_merge(foreign_branch, sales))
    for role in sorted(STAFF_ROLES):
        world.tasks[role.value] = make_task(north, staff[role], f"Ring the {role.value} back")
    world.tasks["unassigned"] = make_task(north, None, "Somebody must look at this")
    world.tasks["foreign"] = make_task(foreign_branch, staff[Role.ADMIN], f"Ask {CANARY}")
    world.people = {role.value: person for role, person in staff.items()} | {
        "company_manager": world.alice,
        "branch_manager": world.bob,
        "deactivated": world.dana,
    }
    return world
