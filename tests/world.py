"""Alice owns it, Bob is on her team, Charlie is a stranger; and the house that serves them.

Every word that belongs to the strangers carries CANARY, every word of the branch that Bob has
no right to carries FENCED: neither may ever reach somebody else's screen. What is said among
the staff carries INTERNAL: no client reads it, nor those of the staff who see no staff notes.
A paper of the staff carries HOUSE: all of them read it, and no client does. A job that is not
the technician's carries ELSEWHERE.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.utils import timezone

from companies.models import (
    Acknowledgement,
    Branch,
    BranchGrant,
    Company,
    CompanyGrant,
    Contact,
    Document,
    DocumentVersion,
    Merge,
    Message,
    Note,
    Notice,
    UnsubscribeLink,
)
from equipment.models import CalibrationPlan, Equipment, Proposal, Service, ServicePricing
from jobs.certificates.models import (
    AuditPack,
    Certificate,
    Incident,
    IncidentCertificate,
    IncidentClient,
    Validity,
)
from jobs.quotes.models import CompanyPrice, Quote, QuoteApproval, QuoteLine, QuoteResponse
from jobs.work.models import (
    Absence,
    BenchItem,
    BenchSheet,
    Holiday,
    Job,
    JobItem,
    Measurement,
    RecallItem,
    RecallMail,
    ServiceRequest,
    ServiceRequestItem,
    Skill,
    Standard,
    VisitAnswer,
)
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.activity.models import Activity
from realsync.db.scope import scope_of
from realsync.exports.models import Export
from realsync.inbox.models import InboxItem
from realsync.lists.models import SavedView, Selection
from tasks.models import Task

CANARY = "CANARY"
FENCED = "FENCED"
INTERNAL = "INTERNAL"
HOUSE = "HOUSEHOLD"
ELSEWHERE = "ELSEWHERE"
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
        standard=_standard(),
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
    for name, branch, client, text in (
        ("own", north, world.bob, "New gauge blocks"),
        ("fenced", south, world.alice, f"New gauge blocks {FENCED}"),
        ("foreign", foreign_branch, world.charlie, f"New gauge blocks {CANARY}"),
    ):
        world.notices[name] = _notice(branch, client, text)
    for name, branch, words in (
        ("sent", north, "Yearly calibration"),
        ("draft", north, f"Not yet ready {INTERNAL}"),
        ("fenced", south, f"Yearly calibration {FENCED}"),
        ("foreign", foreign_branch, f"Yearly calibration {CANARY}"),
    ):
        world.quotes[name] = _quote(branch, sales, service, words, is_sent=name != "draft")
    for name, instrument, words in (
        ("own", world.equipment[0], "Visit in spring"),
        ("other", world.equipment[1], f"Visit in autumn {ELSEWHERE}"),
        ("fenced", world.fenced_equipment[0], f"Visit {FENCED} {ELSEWHERE}"),
        ("foreign", world.foreign_equipment[0], f"Visit {CANARY} {ELSEWHERE}"),
    ):
        technician = staff[Role.TECHNICIAN] if name == "own" else None
        world.jobs[name] = _job(instrument, service, words, technician)
    for name, job in world.jobs.items():
        world.certificates[name] = _certificate(job, staff, job.title)
        _validity(world.certificates[name])
    for name, status in (("draft", "draft"), ("pending", "pending_review")):
        job = world.jobs["own"]
        world.certificates[name] = _certificate(job, staff, HOUSE, status=status)
    for name, person in (
        ("sent", world.alice),
        ("fenced", world.alice),
        ("foreign", world.charlie),
    ):
        _response(world.quotes[name], person)
    for name, job in world.jobs.items():
        person = world.charlie if name == "foreign" else world.alice
        world.requests[name] = _request(job, person)
        _visit_answer(job, person)
    own, foreign = (_incident(world, name) for name in ("own", "foreign"))
    world.incidents = (own.incident_id, foreign.incident_id)
    world.incident_clients = (own.pk, foreign.pk)
    for name, instrument, person, words in (
        ("own", world.equipment[1], world.bob, "Bay 4"),
        ("fenced", world.fenced_equipment[1], world.alice, f"Bay {FENCED}"),
        ("foreign", world.foreign_equipment[1], world.charlie, f"Bay {CANARY}"),
    ):
        world.proposals[name] = _proposal(instrument, person, words)
    for name, branches, person in (
        ("own", [north], world.bob),
        ("company", [north, south], world.alice),
        ("foreign", [foreign_branch], world.charlie),
    ):
        world.packs[name] = _pack(branches, person)
    for name, person in (
        ("own", world.bob),
        ("company", world.alice),
        ("two companies", world.erin),
        ("foreign", world.charlie),
        ("staff", staff[Role.ADMIN]),
    ):
        world.exports[name] = _export(person)
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
    world.entries = (_entry(north, "North"), _entry(foreign_branch, CANARY))
    world.told = (_told(staff[Role.ADMIN], north), _told(sales, foreign_branch))
    world.recalls = (
        _recall(world.contact, world.equipment[0]),
        _recall(world.foreign_contact, world.foreign_equipment[0]),
    )
    world.merged = (_merge(north, sales), _merge(foreign_branch, sales))
    for role in sorted(STAFF_ROLES):
        world.tasks[role.value] = _task(north, staff[role], f"Ring the {role.value} back")
    world.tasks["unassigned"] = _task(north, None, "Somebody must look at this")
    world.tasks["foreign"] = _task(foreign_branch, staff[Role.ADMIN], f"Ask {CANARY}")
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


def _notice(branch: Branch, client: User, text: str) -> Notice:
    """With what a client there has acknowledged and written."""
    place = {"company_id": branch.company_id, "branch": branch}
    by = {"user": client, "user_name": client.name}
    notice = Notice.objects.using("owner").create(kind="general", title=text, text=text, **place)
    Acknowledgement.objects.using("owner").create(notice=notice, shown_at=timezone.now(), **by)
    Message.objects.using("owner").create(text=f"{text}?", key=uuid4(), **place, **by)
    return notice


def _task(branch: Branch, assignee: User | None, title: str) -> Task:
    return Task.objects.using("owner").create(
        title=title,
        text=f"{title}, and say when",
        assignee_id=assignee.pk if assignee else None,
        due_on=_in_days(3),
        entity_type="branch",
        entity_id=branch.pk,
    )


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


def _recall(contact: Contact, instrument: Equipment) -> int:
    """A digest that names one instrument, and the link that ends such mail."""
    place = {"company_id": instrument.company_id, "branch_id": instrument.branch_id}
    mail = RecallMail.objects.using("owner").create(
        contact=contact,
        name=contact.name,
        email=contact.email,
        made_on=_in_days(-40),
        stage=30,
        instruments=1,
        state="sent",
        settled_at=timezone.now(),
        **place,
    )
    RecallItem.objects.using("owner").create(
        mail=mail,
        contact_id=contact.pk,
        equipment=instrument,
        due_on=instrument.next_due_on or _in_days(0),
        stage=30,
        **place,
    )
    UnsubscribeLink.objects.using("owner").create(
        contact=contact, purpose="recall", token=f"token-to-end-{contact.pk}"
    )
    return mail.pk


def _standard() -> Standard:
    return Standard.objects.using("owner").create(
        name=f"Multifunction calibrator {HOUSE}",
        manufacturer="Fluke",
        model="5522A",
        category="electrical",
        calibrated_on=date(2026, 1, 5),
        last_good_on=date(2026, 1, 5),
        due_on=timezone.localdate() + timedelta(days=200),
    )


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


def _quote(branch: Branch, owner: User, service: Service, words: str, *, is_sent: bool) -> Quote:
    """Three lines of 10.00, 20.00 and 30.00, at 15 % tax."""
    quote = Quote.objects.using("owner").create(
        company_id=branch.company_id,
        branch=branch,
        owner=owner,
        number=f"QTE-20260102-{Quote.objects.using('owner').count() + 1:04d}",
        title=words,
        valid_until=_in_days(30),
    )
    for position in (1, 2, 3):
        QuoteLine.objects.using("owner").create(
            quote=quote,
            company_id=branch.company_id,
            branch=branch,
            position=position,
            service=service,
            description=f"{words}, line {position}",
            unit_price=10 * position,
            tax_rate=15,
        )
    if is_sent:
        Quote.objects.using("owner").filter(pk=quote.pk).update(status="sent")
    else:
        QuoteApproval.objects.using("owner").create(
            quote=quote, discount_percent=20, asked_by=owner, asked_at=timezone.now()
        )
    quote.refresh_from_db(using="owner")
    return quote


def _job(instrument: Equipment, service: Service, words: str, technician: User | None) -> Job:
    """Two items, of 120.00 for an instrument and 30.00 for the way; the first has been measured."""
    job = Job.objects.using("owner").create(
        company_id=instrument.company_id,
        branch_id=instrument.branch_id,
        number=f"JOB-20260102-{Job.objects.using('owner').count() + 1:04d}",
        title=words,
        technician=technician,
    )
    lines = ((1, service, instrument, 120), (2, None, None, 30))
    for position, catalogued, named, price in lines:
        item = JobItem.objects.using("owner").create(
            job=job,
            company_id=job.company_id,
            branch_id=job.branch_id,
            position=position,
            service=catalogued,
            equipment=named,
            description=f"{words}, item {position}",
            unit_price=price,
        )
        if named is not None:
            _at_bench(item, words)
    job.refresh_from_db(using="owner")
    return job


def _response(quote: Quote, person: User) -> None:
    """One that came to nothing: the quote still waits."""
    QuoteResponse.objects.using("owner").create(
        quote=quote, is_accepted=False, reason=quote.title, state="refused",
        answer=f"Too late: {quote.title}", **_asked_at(quote, person),
    )  # fmt: skip


def _request(job: Job, person: User) -> ServiceRequest:
    item = JobItem.objects.using("owner").get(job=job, position=1)
    request = ServiceRequest.objects.using("owner").create(
        job=job, text=job.title, contact=job.title, how_many=1, state="done",
        **_asked_at(job, person),
    )  # fmt: skip
    ServiceRequestItem.objects.using("owner").create(
        request=request, company_id=job.company_id, branch_id=job.branch_id,
        equipment_id=item.equipment_id or 0, description=item.equipment_description,
    )  # fmt: skip
    return request


def _visit_answer(job: Job, person: User) -> None:
    """To a time that has been given up meanwhile."""
    VisitAnswer.objects.using("owner").create(
        job=job, starts_at=timezone.now() - timedelta(days=60), is_confirmed=False,
        text=job.title, **_asked_at(job, person),
    )  # fmt: skip


def _asked_at(record: Quote | Job, person: User) -> dict[str, Any]:
    place = {"company_id": record.company_id, "branch_id": record.branch_id}
    return {**place, "user": person, "user_name": person.name}


def _certificate(
    job: Job, staff: dict[Role, User], words: str, *, status: str = "approved"
) -> Certificate:
    """Drafted by the technician, approved by management; of an item that has gone.

    Those of the job stay free: an item that stands on a certificate changes no more.
    """
    instrument = JobItem.objects.using("owner").get(job=job, position=1)
    author, approver = staff[Role.TECHNICIAN], staff[Role.MANAGEMENT]
    count = Certificate.objects.using("owner").count() + 1
    issued = {
        "number": f"CRT-20260102-{count:04d}",
        "approver": approver,
        "approver_name": approver.name,
        "issued_on": date(2026, 1, 2),
    }
    certificate = Certificate.objects.using("owner").create(
        job=job,
        company_id=job.company_id,
        branch_id=job.branch_id,
        item_id=-count,
        equipment_id=instrument.equipment_id,
        service_id=instrument.service_id,
        client_name=words,
        place=f"{words} Hall",
        description=f"Multimeter {words}",
        serial=f"{words}-{job.pk}",
        method=f"Method of {words}",
        performed_on=date(2026, 1, 1),
        promised_on=_in_days(3),
        verdict="pass",
        decision_rule="simple",
        author=author,
        author_name=author.name,
        maker_ids=[author.pk],
        token=f"token-of-paper-{count}",
        status=status,
        **(issued if status == "approved" else {}),
    )
    certificate.refresh_from_db(using="owner")
    return certificate


def _validity(certificate: Certificate) -> None:
    """A year, as the plan of its instrument has it."""
    Validity.objects.using("owner").create(
        equipment_id=certificate.equipment_id or 0,
        service_id=certificate.service_id or 0,
        certificate=certificate,
        company_id=certificate.company_id,
        branch_id=certificate.branch_id,
        job_id=certificate.job_id,
        technician_id=certificate.technician_id,
        ends_on=date(2027, 1, 1),
        during=(certificate.performed_on, date(2027, 1, 2)),
    )


def _incident(world: World, name: str) -> IncidentClient:
    """Both are of a standard that has failed before, with one certificate in doubt."""
    certificate = world.certificates[name]
    reason = HOUSE if name == "own" else f"{HOUSE} {ELSEWHERE}"
    incident = Incident.objects.using("owner").create(
        standard=world.standard, since=date(2025, 1, 6), reason=reason, notice=reason
    )
    IncidentCertificate.objects.using("owner").create(
        incident=incident,
        certificate=certificate,
        company_id=certificate.company_id,
        branch_id=certificate.branch_id,
        job_id=certificate.job_id,
        technician_id=certificate.technician_id,
        performed_on=certificate.performed_on,
    )
    return IncidentClient.objects.using("owner").create(
        incident=incident, company_id=certificate.company_id, certificates=1
    )


def _proposal(instrument: Equipment, person: User, words: str) -> Proposal:
    """It was moved within its branch."""
    return Proposal.objects.using("owner").create(
        company_id=instrument.company_id,
        branch_id=instrument.branch_id,
        equipment=instrument,
        kind="moved",
        changes={"location": [instrument.location, words]},
        user=person,
        author_name=person.name,
        form_key=uuid4(),
    )


def _pack(branches: list[Branch], person: User) -> AuditPack:
    """Made, and kept for a week; its file is none."""
    is_branchs = person.role == Role.BRANCH_MANAGER
    return AuditPack.objects.using("owner").create(
        company_id=branches[0].company_id,
        branch=branches[0] if is_branchs else None,
        branch_ids=[branch.pk for branch in branches],
        held_on=date(2026, 1, 2),
        user=person,
        fingerprint="of the world",
        state="done",
        is_planned=True,
        file=f"packs/none/{person.pk}.zip",
        settled_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
    )


def _export(person: User) -> Export:
    """Made, and kept for a day; its file is none."""
    # Of a copy: what a person sees is kept on them, and grants change.
    scope = scope_of(User(pk=person.pk, role=person.role))
    return Export.objects.using("owner").create(
        user=person,
        company_id=scope.company_id,
        branch_id=scope.branch_ids[0] if scope.branch_ids else None,
        scope_key=scope.key,
        page="portal:equipment" if person.side == "client" else "equipment:list",
        title="Equipment",
        query="",
        columns=["description"],
        format="csv",
        filters=f"Search: {person.name}",
        fingerprint=f"of {person.pk}",
        state="done",
        total=3,
        rows=3,
        file=f"exports/none/{person.pk}.csv",
        settled_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
    )


def _at_bench(item: JobItem, words: str) -> None:
    place = {"company_id": item.company_id, "branch_id": item.branch_id, "job_id": item.job_id}
    BenchSheet.objects.using("owner").create(decision_rule="simple", **place)
    BenchItem.objects.using("owner").create(item=item, condition=words, **place)
    Measurement.objects.using("owner").create(
        item=item,
        position=1,
        quantity=words,
        nominal="10.0",
        unit="V",
        lower_limit="9.9",
        upper_limit="10.1",
        as_found="10.02",
        expanded_uncertainty="0.02",
        coverage_factor="2",
        verdict_found="pass",
        verdict="pass",
        **place,
    )


def _in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
