"""Authorities, natural persons, their accounts, and the roles they have at each authority."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from clearline.accounts.permissions import ROLES


class Authority(models.Model):
    """A council whose work is kept here. Its key is in every address of its pages."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    gss_code = models.CharField(max_length=9, blank=True, help_text="by which its figures are found")
    product_name = models.CharField(max_length=60, blank=True)
    brand_colour = models.CharField(max_length=7, blank=True, help_text="#rrggbb, dark enough for white text")
    logo = models.BinaryField(null=True, help_text="PNG")
    logo_mark = models.CharField(max_length=16, blank=True, help_text="which logo it is; empty without one")
    since = models.DateField(help_text="the first day on which it was kept here")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Individual(models.Model):
    """A natural person. Accounts, posts and statements refer to it, so that duties are separated between people."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name or "name not recorded"


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the address is the name of the account, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account: one way for a person to sign in. One person can have several accounts, and is still one person."""

    email = models.EmailField(unique=True)
    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True, help_text="until the invitation is taken up; then empty")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_account_an_address"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, the address in small letters; an account that comes without a person is given one of its own."""
        self.email = self.email.lower()
        if self.individual_id is None:
            self.individual = Individual.objects.create()
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.individual.name or self.email


class Membership(models.Model):
    """A role that an account has at an authority, from a day and, for an inspector always, to a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(role, role.replace("-", " ")) for role in ROLES])
    starts = models.DateField()
    ends = models.DateField(null=True, help_text="the last day")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=ROLES), name="role_is_known"),
            models.CheckConstraint(condition=~Q(role="inspector") | Q(ends__isnull=False), name="inspector_has_end"),
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="role_ends_later"),
        )


class Session(AbstractBaseSession):
    """A browser that was let in. It ends when its row goes, so that nothing needs to be asked of other tables."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    started_at = models.DateTimeField(help_text="of the sign-in, or of the visit when nobody is signed in")
    browser = models.CharField(max_length=200, blank=True, help_text="as it calls itself")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return what reads and writes these rows."""
        from clearline.accounts.signing_in.sessions import SessionStore

        return SessionStore

    @property
    def browser_name(self) -> str:
        """What the browser and its machine are called; "A browser" when it does not say."""
        # several name others before themselves, so the first that is found here is meant
        names = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
        systems = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
        name = next((name for name in names if name in self.browser), "A browser")
        system = next((f" on {system}" for system in systems if system in self.browser), "")
        return {"Edg": "Edge", "OPR": "Opera"}.get(name, name) + system


class RecoveryCode(models.Model):
    """An unused code by which a person without their phone shows a second factor, once. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of 125 random bits")

    class Meta:
        constraints = (models.UniqueConstraint("user", "digest", name="recovery_code_once"),)


class Token(models.Model):
    """What lets a program act for its owner at one authority, within scopes and until a day. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100, help_text="what it is for")
    mark = models.CharField(max_length=8, help_text="how it begins, so that one that was found can be told")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of 256 random bits")
    scopes = models.CharField(max_length=200, help_text="names of scopes, a space between them")
    made_at = models.DateTimeField()
    ends = models.DateField(help_text="the last day")
    last_used_at = models.DateTimeField(null=True, help_text="to the hour")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
