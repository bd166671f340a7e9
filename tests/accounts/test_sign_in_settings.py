"""What a council sets about its own sign-in and its mail server, and what is refused with a reason."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from clearline.accounts.signing_in.environment import council_sign_ins, mail_server

GOOD = {
    "CLEARLINE_OIDC_ISSUER": "https://login.microsoftonline.com/8eaef023/v2.0/",
    "CLEARLINE_OIDC_CLIENT_ID": "a",
    "CLEARLINE_OIDC_CLIENT_SECRET": "b",
}
SECOND = {name.replace("OIDC", "OIDC2"): value for name, value in GOOD.items()}
SECOND["CLEARLINE_OIDC2_ISSUER"] = "https://login.microsoftonline.com/77aa/v2.0"


def test_without_an_issuer_there_is_no_council_sign_in() -> None:
    assert council_sign_ins({}) == []


def test_a_council_sign_in_is_safe_by_default() -> None:
    (found,) = council_sign_ins(GOOD)
    assert re.fullmatch("council-[0-9a-f]{12}", found["provider_id"])
    assert found["settings"] == {
        "server_url": "https://login.microsoftonline.com/8eaef023/v2.0",
        "domains": [],
        "second_factor": "here",
        "fetch_userinfo": False,
    }


def test_two_councils_each_speak_for_their_own_addresses() -> None:
    domains = {"CLEARLINE_OIDC_DOMAINS": "A.example, b.example", "CLEARLINE_OIDC2_DOMAINS": "c.example"}
    first, second = council_sign_ins({**GOOD, **SECOND, **domains})
    assert first["settings"]["domains"] == ["a.example", "b.example"]
    assert first["provider_id"] != second["provider_id"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"CLEARLINE_OIDC_CLIENT_ID": ""}, "CLEARLINE_OIDC_CLIENT_ID is not"),
        ({"CLEARLINE_OIDC_ISSUER": "http://login.example"}, "https://"),
        ({"CLEARLINE_OIDC_ISSUER": "https://login.microsoftonline.com/common/v2.0"}, "every organisation"),
        ({"CLEARLINE_OIDC_ISSUER": "https://login.microsoftonline.com/organizations"}, "every organisation"),
        ({"CLEARLINE_OIDC_MFA": "never"}, "'here' or 'provider'"),
        (SECOND, "DOMAINS for each"),
        ({**SECOND, "CLEARLINE_OIDC2_ISSUER": GOOD["CLEARLINE_OIDC_ISSUER"]}, "each issuer once"),
    ],
)
def test_what_is_not_safe_is_refused(changed: dict[str, str], words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        council_sign_ins({**GOOD, **changed})


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 587, True, False),
        ("smtp://user:p%40ss@mail.example:25", 25, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtp://localhost:1025", 1025, False, False),
    ],
)
def test_mail_goes_out_encrypted_except_on_this_machine(address: str, port: int, tls: bool, ssl: bool) -> None:
    found = mail_server(address)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)
    assert found["EMAIL_HOST_PASSWORD"] in ("", "p@ss")


def test_without_a_mail_server_nothing_is_set() -> None:
    assert mail_server(None) == {}


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
def test_what_is_no_mail_server_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="smtp://user"):
        mail_server(address)
