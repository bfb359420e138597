from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from realsync.accounts.permissions import GRANTED, Permission
from realsync.accounts.roles import CLIENT_ROLES, Role


class UserManager(BaseUserManager["User"]):
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
    # How many entries of the inbox are unread; kept by trigger, shown on every page.
    unread = models.PositiveIntegerField(db_default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    # Of the request, not of the row: the company that a manager of several has chosen, and the
    # (id, name) of those to choose from.
    active_company_id: int | None = None
    active_company_name: str = ""
    client_companies: list[tuple[int, str]] = []

    class Meta:
        db_table = "users"
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
    def side(self) -> str:
        return "client" if self.role in CLIENT_ROLES else "staff"

    @property
    def is_staff(self) -> bool:
        """Django's word for those who may open `/admin/`."""
        return self.role == Role.ADMIN

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + words[-1][:1] if len(words) > 1 else self.name[:2]).upper()

    def may(self, permission: str) -> bool:
        return self.is_active and self.role in GRANTED[Permission(permission)]


class Session(AbstractBaseSession):
    """A signed-in browser; knows its person, so that both are read in one query."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE)

    class Meta:
        db_table = "sessions"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from realsync.accounts.sessions import SessionStore

        return SessionStore


class NamedPerson(models.Model):
    """A person as the staff know them: a view, since no scope may read `users` itself."""

    email = models.EmailField()
    name = models.TextField()
    role = models.TextField(choices=Role.choices)
    is_active = models.BooleanField()

    objects: ClassVar[models.Manager["NamedPerson"]] = models.Manager()

    class Meta:
        db_table = "people"
        managed = False
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
