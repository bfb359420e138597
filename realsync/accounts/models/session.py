from typing import ClassVar, Self

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from realsync.accounts.browsers import Browser, browser_named
from realsync.accounts.models.user import User
from realsync.db.scope import Person

# What a request may have changed; the rest is written when the session begins, or beside it.
KEPT_BY_STORE = ("session_data", "expire_date", "user")


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: Person) -> Self:
        """One's own."""
        return self.filter(user=user)

    def alive(self) -> Self:
        """The one that was here last first."""
        return self.filter(expire_date__gt=timezone.now()).order_by("-seen_at", "session_key")


class Session(AbstractBaseSession):
    """A signed-in browser; knows its person, so that both are read in one query."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE)
    created_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    browser = models.TextField(blank=True, db_default="")
    address = models.TextField(blank=True, db_default="")
    # As whom an administrator looks at the application, and for how long.
    viewing = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    viewing_until = models.DateTimeField(null=True)

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "sessions"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from realsync.accounts.sessions import SessionStore

        return SessionStore

    def save(self, *args: object, **options: object) -> None:
        if options.get("force_update"):
            options["update_fields"] = KEPT_BY_STORE
        super().save(*args, **options)  # type: ignore[arg-type]

    @property
    def device(self) -> Browser:
        return browser_named(self.browser)

    @property
    def handle(self) -> str:
        """Names the session on a page, of no use to sign in with."""
        from realsync.accounts.sessions import handle_of

        return handle_of(self.session_key)
