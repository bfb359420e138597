"""Alice owns it, Bob is on her team, Charlie is a stranger; and the house that serves them.

Every word that belongs to the strangers carries CANARY, every word of the branch that Bob has
no right to carries FENCED: neither may ever reach somebody else's screen. What is said among
the staff carries INTERNAL: no client reads it, nor those of the staff who see no staff notes.
A paper of the staff carries HOUSE: all of them read it, and no client does.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from companies.models import (
    Branch,
    BranchGrant,
    Company,
    CompanyGrant,
    Contact,
    Document,
    DocumentVersion,
    Merge,
    Note,
)
from equipment.models import CalibrationPlan, Equipment, Service, ServicePricing
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.activity.models import Activity
from realsync.inbox.models import InboxItem

CANARY = "CANARY"
FENCED = "FENCED"
INTERNAL = "INTERNAL"
HOUSE = "HOUSEHOLD"
PRICE_FLOOR = "77.77"
PASSWORD = "a-long-enough-password"
HASH = "pbkdf2_sha256$1$salt$5+8y3ozRPcOngFOafSoGBcDkj9t0yjGoZZj0xzRyg60="


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
    people: dict[str, User] = field(default_factory=dict)


def make_world() -> World:
    staff = {role: _person(role.value.title(), role) for role in sorted(STAFF_ROLES)}
    aster, borealis, corona = (
        _company("Aster Foods"),
        _company(f"Borealis {CANARY}"),
        _company("Corona"),
    )
    north, south = _branch(aster, "North"), _branch(aster, f"South {FENCED}")
    foreign_branch = _branch(borealis, f"Harbour {CANARY}")
    service = Service.objects.using("owner").create(
        name="Calibration of multimeters", category="electrical", base_price="120.00"
    )
    ServicePricing.objects.using("owner").create(service=service, price_floor=PRICE_FLOOR)
    world = World(
        alice=_person("Alice Arnold", Role.COMPANY_MANAGER),
        bob=_person("Bob Baker", Role.BRANCH_MANAGER),
        charlie=_person(f"Charlie {CANARY}", Role.COMPANY_MANAGER),
        dana=_person("Dana Drake", Role.COMPANY_MANAGER, is_active=False),
        erin=_person("Erin Ellis", Role.COMPANY_MANAGER),
        frank=_person("Frank Farrow", Role.COMPANY_MANAGER),
        staff=staff,
        aster=aster,
        borealis=borealis,
        corona=corona,
        north=north,
        south=south,
        foreign_branch=foreign_branch,
        service=service,
        equipment=[_instrument(north, service, "Multimeter", number) for number in range(3)],
        fenced_equipment=[_instrument(south, service, FENCED, number) for number in range(3)],
        foreign_equipment=[
            _instrument(foreign_branch, service, CANARY, number) for number in range(3)
        ],
        contact=_contact(aster, north, "Gwen Grant"),
        foreign_contact=_contact(borealis, foreign_branch, f"Hugo {CANARY}"),
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
        world.notes[name] = _note(branch, sales, audience, text)
        world.documents[name] = _document(branch, sales, audience, text.replace(INTERNAL, HOUSE))
    world.entries = (_entry(north, "North"), _entry(foreign_branch, CANARY))
    world.told = (_told(staff[Role.ADMIN], north), _told(sales, foreign_branch))
    world.merged = (_merge(north, sales), _merge(foreign_branch, sales))
    world.people = {role.value: person for role, person in staff.items()} | {
        "company_manager": world.alice,
        "branch_manager": world.bob,
        "deactivated": world.dana,
    }
    return world


def grant_company(person: User, company: Company) -> None:
    CompanyGrant.objects.using("owner").create(
        user=person,
        content_object=company,
        permission=Permission.objects.using("owner").get(codename="represent_company"),
    )


def grant_branch(person: User, branch: Branch) -> None:
    BranchGrant.objects.using("owner").create(
        user=person,
        content_object=branch,
        permission=Permission.objects.using("owner").get(codename="represent_branch"),
    )


def _person(name: str, role: Role, *, is_active: bool = True) -> User:
    email = name.split()[0].lower() + (
        "@staff.example" if role in STAFF_ROLES else "@client.example"
    )
    return User.objects.using("owner").create(
        email=email, name=name, role=role, is_active=is_active, password=HASH
    )


def _company(name: str) -> Company:
    return Company.objects.using("owner").create(
        name=name, trading_name=f"{name} Ltd", billing_address=f"1 {name} Street", tags=[name]
    )


def _branch(company: Company, name: str) -> Branch:
    return Branch.objects.using("owner").create(
        company=company, name=name, city=f"{name} City", region="East", address=f"2 {name} Road"
    )


def _contact(company: Company, branch: Branch, name: str) -> Contact:
    return Contact.objects.using("owner").create(
        company=company, branch=branch, name=name, email="post@client.example"
    )


def _note(branch: Branch, author: User, audience: str, text: str) -> Note:
    return Note.objects.using("owner").create(
        entity_type="branch", entity_id=branch.pk, author=author, audience=audience, text=text
    )


def _document(branch: Branch, author: User, audience: str, title: str) -> Document:
    document = Document.objects.using("owner").create(
        entity_type="branch", entity_id=branch.pk, audience=audience, title=title
    )
    DocumentVersion.objects.using("owner").create(
        document=document,
        number=1,
        file=f"none/{document.pk}.txt",
        name=f"{title}.txt",
        content_type="text/plain",
        size_bytes=1,
        sha256="0" * 64,
        uploaded_by=author,
    )
    return document


def _entry(branch: Branch, name: str) -> int:
    entry = Activity.objects.using("owner").create(
        entity_type="branch",
        entity_id=branch.pk,
        verb="branch.changed",
        changes={"name": ["Before", name]},
        company_id=branch.company_id,
        branch_id=branch.pk,
    )
    return entry.pk


def _told(person: User, branch: Branch) -> int:
    item = InboxItem.objects.using("owner").create(
        user=person,
        verb="note.mentioned",
        entity_type="branch",
        entity_id=branch.pk,
        title=branch.name,
        read_at=timezone.now(),
    )
    return item.pk


def _merge(branch: Branch, by: User) -> int:
    """Long ago: nobody can undo it."""
    merge = Merge.objects.using("owner").create(
        entity_type="branch",
        kept_id=branch.pk,
        merged_id=branch.pk,
        company_id=branch.company_id,
        by=by,
        undone_at=timezone.now(),
        created_at=timezone.now() - timedelta(days=60),
    )
    return merge.pk


def _instrument(branch: Branch, service: Service, word: str, number: int) -> Equipment:
    """The first is overdue, the second due in a month, the third has no due date."""
    instrument = Equipment.objects.using("owner").create(
        company_id=branch.company_id,
        branch=branch,
        description=f"{word} number {number}",
        manufacturer=f"{word} Works",
        model=f"{word}-{number}",
        serial=f"{word}-{branch.pk}-{number}",
        asset_number=f"{word}-A{number}",
        category=f"{word} instruments",
        location=f"{word} Hall",
    )
    due = [_in_days(-10), _in_days(30), None][number % 3]
    if due:
        CalibrationPlan.objects.using("owner").create(
            company_id=branch.company_id,
            branch=branch,
            equipment=instrument,
            service=service,
            last_on=due - timedelta(days=365),
            next_due_on=due,
        )
    instrument.refresh_from_db()
    return instrument


def _in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
