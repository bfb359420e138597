from typing import ClassVar

from django.db import models

from realsync.accounts.roles import Role


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
