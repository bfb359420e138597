"""What somebody typed into this form and did not save: offered, taken up again, dropped."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404, QueryDict

from locking.actions.draft import Place, drop_draft, keep_draft
from locking.holding import clock_of
from locking.models import Draft
from realsync.accounts.models import User
from realsync.pages.requests import SignedInRequest

MOST_OFFERED = 3
ABOUT_THE_WAY = ("from", "draft")  # of an address, what does not make it another form


def address_of_form(request: SignedInRequest) -> str:
    kept = QueryDict(mutable=True)
    for name, values in sorted(request.GET.lists()):
        if name not in ABOUT_THE_WAY:
            kept.setlist(name, values)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def offered(request: SignedInRequest, *, but: Draft | None = None) -> list[dict[str, Any]]:
    """One's own other drafts of this form, the latest first; in view-as none."""
    if not _is_own(request):
        return []
    latest = _drafts(request).exclude(pk=but.pk if but else None)
    latest = latest.order_by("-saved_at", "-pk").only("pk", "saved_at")[:MOST_OFFERED]
    return [
        {"pk": draft.pk, "at": clock_of(draft.saved_at), "address": _restoring(request, draft)}
        for draft in latest
    ]


def _restoring(request: SignedInRequest, draft: Draft) -> str:
    query = request.GET.copy()
    query["draft"] = str(draft.pk)
    return f"{request.path}?{query.urlencode()}"


def taken_up(request: SignedInRequest) -> Draft | None:
    """The draft that `?draft=` names, to go on with; it must be of this form and one's own."""
    text = request.GET.get("draft", "")
    if not text or request.method == "POST":
        return None
    digits = text.isascii() and text.isdecimal() and len(text) < 19
    found: Draft | None = None
    if digits and _is_own(request):
        found = _drafts(request).filter(pk=int(text)).first()
    if found is None:
        raise Http404
    return found


def typed_in(draft: Draft) -> QueryDict:
    """As if it had been sent; the signed original is in it, so that it is merged when saved."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data


def keep_as_draft(request: SignedInRequest, *, entity: str, record: Any) -> None:
    """What was sent now; without JavaScript this is the way to leave a form for later."""
    keep_draft(
        by=cast(User, request.user),
        at=Place(address_of_form(request), entity, record.pk if record else None),
        tab=_tab_in(request) or UUID(int=0),
        values={name: [str(each) for each in sent] for name, sent in request.POST.lists()},
    )


def drop_saved(request: SignedInRequest) -> None:
    """The draft that the page kept of what is saved now."""
    tab = _tab_in(request)
    if tab is not None:
        drop_draft(by=cast(User, request.user), address=address_of_form(request), tab=tab)


def _drafts(request: SignedInRequest) -> Any:
    rows = Draft.objects.visible_to(request.user)
    return rows.filter(address=address_of_form(request))


def _is_own(request: SignedInRequest) -> bool:
    """Whoever views as somebody else sees nothing that this person has not saved."""
    return getattr(request.user, "viewed_by", None) is None


def _tab_in(request: SignedInRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("draft_tab", ""))
    except ValueError:
        return None
