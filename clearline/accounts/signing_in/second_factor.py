"""The second factor: the app's secret is encrypted in the database, a code counts once, recovery codes are hashed."""

import base64
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.encoding import force_bytes

from clearline.accounts.models import RecoveryCode, User

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

HOW_MANY = 8
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that look like one another. Five groups of five of these hold 125 bits, so a plain hash of them is enough."""

ONCE = 30 * 4
"""Seconds for which a code is remembered: longer than it is valid, with the step before and the step after."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Tells allauth how secrets are kept."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Wait for the next code in your app and enter it",
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept, so that a copy of the database alone is of no use."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it is used."""
        return _cipher().decrypt(encrypted_text).decode()


def _cipher() -> "MultiFernet":
    """Return what encrypts with the key of this installation, and reads what earlier keys encrypted."""
    from cryptography.fernet import Fernet, MultiFernet  # 6 MB that only signing in needs

    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), length=32, salt=None, info=b"clearline second factor").derive(force_bytes(key))
    return base64.urlsafe_b64encode(derived)


def first_use(user: User, code: str) -> bool:
    """Return whether a code of a person's app is used for the first time, and remember it."""
    digest = sha256(f"{user.pk}:{''.join(code.split())}".encode()).hexdigest()
    return bool(cache.add(f"code-used:{digest}", True, timeout=ONCE))


def has_app(user: User) -> bool:
    """Return whether a person has set up an authenticator app."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def make_recovery_codes(user: User) -> list[str]:
    """Replace a person's recovery codes; return the new ones, which nobody can see again."""
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(5)) for _ in range(HOW_MANY)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(code)) for code in codes)
    return codes


def use_recovery_code(user: User, code: str) -> bool:
    """Return whether this is an unused recovery code of a person; it is used up by this."""
    return bool(RecoveryCode.objects.filter(user=user, digest=_digest(code)).delete()[0])


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes a person has not used yet."""
    return RecoveryCode.objects.filter(user=user).count()


def forget(user: User) -> None:
    """Take away a person's second factor and recovery codes; at the next sign-in a new one is set up."""
    Authenticator.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()


def _digest(code: str) -> str:
    return sha256("".join(sign for sign in code.upper() if sign.isalnum()).encode()).hexdigest()
