"""Accounts, and the tokens of programs. None is deleted: what was done stays readable."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from kofu.registry.access.names import folded
from kofu.registry.access.roles import LOCAL, Role


class Accounts(BaseUserManager["Account"]):
    """Found by name, however it is typed."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(name=folded(username or ""))


class Account(AbstractBaseUser):
    """Somebody of the staff. `municipalities`: codes of five digits; none means all of them.

    `last_entered_at`: the last time they came in, with the second factor if they have one.
    """

    last_login = None  # Django's is set before the second factor
    name = models.TextField(unique=True)
    display_name = models.TextField()
    roles = ArrayField(models.TextField())
    municipalities = ArrayField(models.TextField(), default=list)
    is_active = models.BooleanField(default=True, db_column="active")
    must_change_password = models.BooleanField(default=True)
    last_entered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.TextField()
    changed_at = models.DateTimeField(db_default=Now())
    changed_by = models.TextField()

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in Role]),
                name="account_roles",
            ),
            models.CheckConstraint(
                condition=Q(municipalities=[])
                | Q(roles__contained_by=[role.value for role in LOCAL]),
                name="account_scope",
            ),
        ]

    @property
    def held(self) -> tuple[Role, ...]:
        """The roles, in the order of their table."""
        return tuple(role for role in Role if role.value in self.roles)

    def get_session_auth_hash(self) -> str:
        """A session whose hash is another ends: so it does with a new password and new rights."""
        rights = (self.password, *self.roles, "", *self.municipalities)
        return salted_hmac("kofu.account", "\n".join(rights), algorithm="sha256").hexdigest()


class ApiToken(models.Model):
    """A key by which a program acts as an account. Of the key only its SHA-256 is kept.

    `expires_on`: the last day on which it opens. Nothing of it changes but its use and its end.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    label = models.TextField()
    digest = models.TextField(unique=True)
    expires_on = models.DateField()
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.TextField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="")

    class Meta:
        db_table = "api_token"
