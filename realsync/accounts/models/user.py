from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from realsync.accounts.permissions import GRANTED, Permission
from realsync.accounts.roles import CLIENT_ROLES, STAFF_ROLES, Role
from realsync.accounts.search import USER_TEXT, USER_WORDS
from realsync.db.scope import Person, scope_of
from realsync.lists.search import FoundByText


class UserQuerySet(FoundByText, models.QuerySet["User"]):
    text = USER_TEXT
    words = USER_WORDS

    def visible_to(self, user: Person) -> Self:
        """Everybody for an administrator, oneself for all others."""
        everybody = isinstance(user, User) and user.may(Permission.SYSTEM_MANAGE)
        return self.all() if everybody else self.filter(pk=getattr(user, "pk", None))

    def staff(self) -> Self:
        return self.filter(role__in=STAFF_ROLES)

    def sees_few(self, person: Person) -> bool:
        return False


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: Person) -> UserQuerySet:
        return self.get_queryset().visible_to(user)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class Density(models.TextChoices):
    NORMAL = "normal", _("Normal")
    DENSE = "dense", _("Dense")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, by e-mail; each has one role."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.TextField(_("name"))
    role = models.TextField(_("role"), choices=Role.choices)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    time_zone = models.TextField(_("time zone"), default="UTC")
    density = models.TextField(
        _("density"), choices=Density.choices, db_default=Density.NORMAL.value
    )
    # By the name of a list: its columns, and the view that it opens with. Read with each session,
    # so that a list knows them without asking.
    list_settings = models.JSONField(db_default={}, editable=False)
    # How many entries of the inbox are unread; kept by trigger, shown on every page.
    unread = models.PositiveIntegerField(db_default=0, editable=False)
    # Records that the person keeps at hand, `company:42`, the latest first. Only names of records:
    # what they say is read through `visible_to` when it is shown.
    pinned = ArrayField(models.TextField(), db_default=[], editable=False)
    # Whether a code or a passkey is asked for at sign-in; kept by trigger.
    has_second_factor = models.BooleanField(db_default=False, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    # Of the request, not of the row: the company that a manager of several has chosen, and the
    # (id, name) of those to choose from.
    active_company_id: int | None = None
    active_company_name: str = ""
    client_companies: list[tuple[int, str]] = []
    # What was granted beside the role, as JSON, if it came with the session (granted.py).
    granted: str | None = None
    # The administrator who looks at the application as this person sees it, and until when.
    viewed_by: "User | None" = None
    viewed_until: datetime | None = None

    class Meta:
        db_table = "users"
        indexes = [
            # Everybody by name. Used by tables.UserTable.
            models.Index(fields=["name", "id"], name="idx_users_name"),
            # Those of a role, such as the technicians. Used by the schedule and by select boxes.
            models.Index(fields=["role", "name", "id"], name="idx_users_role"),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="users_email_any_case"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="users_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(density__in=Density.values), name="users_density_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """What pages show of the person who looks at them, or do as they have arranged."""
        names = {each.attname for each in self._meta.concrete_fields} - {"password", "last_login"}
        of_request = [self.active_company_id, self.client_companies, self.viewed_until]
        return repr([getattr(self, name) for name in sorted(names)] + of_request)

    @property
    def side(self) -> str:
        return "client" if self.role in CLIENT_ROLES else "staff"

    @property
    def is_staff(self) -> bool:
        """Django's word for those who may open `/admin/`."""
        return self.role == Role.ADMIN

    @property
    def must_enrol(self) -> bool:
        """The role asks for a second factor, and there is none yet."""
        return self.role in settings.MFA_REQUIRED_ROLES and not self.has_second_factor

    @property
    def shell(self) -> str:
        """The template around a page that both sides have."""
        if self.must_enrol and self.viewed_by is None:
            return "account/enrolling.html"
        if self.side == "client":
            scope_of(self)  # its page names the companies to choose from
        return "portal.html" if self.side == "client" else "staff.html"

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + words[-1][:1] if len(words) > 1 else self.name[:2]).upper()

    def may(self, permission: str) -> bool:
        return self.is_active and self.role in GRANTED[Permission(permission)]
