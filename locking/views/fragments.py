"""The live fragment of a record's page, and the lock of its form. Scripts of ours ask here."""

from http import HTTPStatus
from typing import cast

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from locking.actions import lock as locks
from locking.actions import presence
from locking.models import RecordLock
from locking.policies import locked_record_or_404, record_to_edit, watched_kind_or_404
from locking.scene import scene_of
from locking.views.sent import number_in, tab_in, turn_in
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.activity.people import staff
from realsync.db.access import writes
from realsync.freshness.written import note_nothing
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def beat(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    """This tab shows the record: who else does, who edits it, at which version it is."""
    note_nothing()
    kind, tab = watched_kind_or_404(entity, request.user), tab_in(request)
    turn, is_editing = turn_in(request), _is_editing(request)
    live = presence.beat(entity, pk, tab=tab, turn=turn, is_editing=is_editing)
    if live is None:
        raise Http404
    if live.key == request.POST.get("key"):
        return _uncached(HttpResponse(status=HTTPStatus.NO_CONTENT))
    scene = scene_of(
        live, kind, pk, me=_person(request), tab=tab, is_editing=is_editing,
        shown_version=number_in(request, "version"),
    )  # fmt: skip
    response = render(request, "locking/_fragment.html", {"scene": scene})
    response["RealSync-Live"] = scene.as_header()
    return _uncached(response)


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def arrival(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    """A link to the record was followed. One to its form also asks for its lock, in case it is
    free, for as long as a page takes to come; the form then asks by itself."""
    watched_kind_or_404(entity, request.user)
    is_editing, tab, turn = _is_editing(request), tab_in(request), turn_in(request)
    if is_editing:
        record_to_edit(entity, pk, request.user)
    if not presence.arrive(entity, pk, tab=tab, turn=turn, is_editing=is_editing):
        raise Http404
    token = locks.reserve(entity, pk, tab=tab, turn=turn) if is_editing else None
    return _uncached(JsonResponse({"token": token}))


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def departure(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    """The tab has left the page. It may show the record anew already, which stays."""
    watched_kind_or_404(entity, request.user)
    locked_record_or_404(entity, pk, request.user)
    presence.leave(entity, pk, tab=tab_in(request), turn=turn_in(request))
    return _done(True)


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def lock(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    """Whoever asks on trial says that the answer has come by extending it: a page that is left
    before that does not hold the record for a quarter of an hour."""
    record_to_edit(entity, pk, request.user)
    lasts = locks.TRIAL if request.POST.get("trial") == "1" else locks.LASTS
    answer = locks.acquire(entity, pk, tab=tab_in(request), lasts=lasts)
    if answer.token is not None:
        return _held(answer.token)
    holder = staff(request.user).filter(pk=answer.holder_id).first()
    told = {
        "name": holder.name if holder else "",
        "since": answer.since.isoformat(),
        "me": answer.holder_id == _person(request).pk,
    }
    return _uncached(JsonResponse(told, status=HTTPStatus.CONFLICT))


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def extension(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    token = _own_token(request, entity, pk)
    if token is None or locks.extend(entity, pk, token=token) is None:
        told = _broken(request, entity, pk)
        return _uncached(JsonResponse(told, status=HTTPStatus.CONFLICT))
    return _done(True)


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def release(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    """Of a lock that is not theirs any more there is nothing left to release."""
    token = _own_token(request, entity, pk)
    if token is not None:
        locks.release(entity, pk, token=token)
    return _done(True)


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def continuation(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    """One's own lock comes over from another tab, which then holds it no more."""
    record_to_edit(entity, pk, request.user)
    token = locks.continue_here(entity, pk, tab=tab_in(request))
    return _done(False) if token is None else _held(token)


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def request_lock(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    """Ask whoever holds it; 409 where nobody does any more."""
    record_to_edit(entity, pk, request.user)
    return _done(locks.ask(entity, pk, by=_person(request), tab=tab_in(request)))


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def hand_over(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    token = _own_token(request, entity, pk)
    return _done(token is not None and locks.hand_over(entity, pk, token=token))


@staff_view(Permission.REGISTER_SEE)
@writes
@require_POST
def refusal(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    token = _own_token(request, entity, pk)
    return _done(token is not None and locks.decline(entity, pk, token=token))


def _own_token(request: StaffRequest, entity: str, pk: int) -> int | None:
    """The token that was sent, if it names an edit session of this person. Tokens are numbers in
    a row: a neighbour's is soon guessed."""
    record_to_edit(entity, pk, request.user)
    token = number_in(request, "token")
    if token is None:
        return None
    locks_here = RecordLock.objects.visible_to(request.user).on(entity, pk)
    mine = locks_here.filter(token=token, user_id=_person(request).pk)
    return token if mine.exists() else None


def _broken(request: StaffRequest, entity: str, pk: int) -> dict[str, str]:
    """Who ended the session that was named, and why. The form may hear it here first, or has no
    live fragment; it must not take the record again as if it had just been away."""
    locks_here = RecordLock.objects.visible_to(request.user).on(entity, pk)
    mine = locks_here.filter(former_id=_person(request).pk, broken_by__isnull=False)
    lock = mine.filter(former_token=number_in(request, "token")).first()
    if lock is None or lock.broken_by_id is None:
        return {}
    breaker = staff(request.user).filter(pk=lock.broken_by_id).first()
    return {"broken": breaker.name if breaker else "", "reason": lock.broken_reason}


def _is_editing(request: StaffRequest) -> bool:
    return request.POST.get("editing") == "1"


def _held(token: int) -> HttpResponse:
    return _uncached(JsonResponse({"token": token}))


def _done(done: bool) -> HttpResponse:
    status = HTTPStatus.NO_CONTENT if done else HTTPStatus.CONFLICT
    return _uncached(HttpResponse(status=status))


def _person(request: StaffRequest) -> User:
    return cast(User, request.user)


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
