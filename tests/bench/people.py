"""The people whose pages are measured, one for each kind of scope, and their sessions."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count

from companies.models import BranchGrant, CompanyGrant
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.accounts.sessions import SessionStore
from tests.bench.cases import YARDSTICK
from tests.bench.saving import TOKEN


def people() -> dict[str, User]:
    largest, smallest = managers_of_extremes()
    return {
        "office": staff(Role.MANAGEMENT),
        "admin": staff(Role.ADMIN),
        YARDSTICK: staff(Role.MANAGEMENT),
        "technician": staff(Role.TECHNICIAN),
        "scheduler": staff(Role.SCHEDULER),
        "sales": staff(Role.SALES),
        "onboarding": staff(Role.ONBOARDING),
        "largest company": largest,
        "smallest company": smallest,
        "branch": manager_of_largest_branch(),
    }


def staff(role: Role) -> User:
    return User.objects.filter(role=role, is_active=True).order_by("pk")[0]


def managers_of_extremes() -> tuple[User, User]:
    """Of the companies with the most instruments and with the fewest, one at least."""
    managers = dict(
        CompanyGrant.objects.filter(user__is_active=True, user__role=Role.COMPANY_MANAGER)
        .order_by("-user_id")
        .values_list("content_object_id", "user_id")
    )
    by_size = [pk for pk in instruments_per("company_id") if pk in managers]
    return manager(managers[by_size[0]], by_size[0]), manager(managers[by_size[-1]], by_size[-1])


def manager(pk: int, company_id: int) -> User:
    user = User.objects.get(pk=pk)
    user.active_company_id = company_id
    return user


def manager_of_largest_branch() -> User:
    managers = dict(
        BranchGrant.objects.filter(user__is_active=True, user__role=Role.BRANCH_MANAGER)
        .order_by("-user_id")
        .values_list("content_object_id", "user_id")
    )
    branch = next(pk for pk in instruments_per("branch_id") if pk in managers)
    return User.objects.get(pk=managers[branch])


def instruments_per(parent: str) -> list[int]:
    """Parents, the one with the most instruments first."""
    counted = Equipment.objects.active().values(parent).annotate(instruments=Count("pk"))
    return list(counted.order_by("-instruments", parent).values_list(parent, flat=True))


def cookie_of(user: User) -> str:
    """A session as signing in makes it, in a browser that has been on a page before."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if user.active_company_id:
        session["company_id"] = user.active_company_id
    session.create()
    session_cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    return f"{session_cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
