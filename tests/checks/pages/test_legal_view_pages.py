"""A legal view in a browser: given on a finding, read beside it by those who may, and by nobody else to be told of."""

import pytest
from django.test import Client
from northmoor_whole import DOUBLE_LINE, northmoor
from people import client_for, member

from clearline.accounts.models import Authority
from clearline.accounts.permissions import PERMISSIONS, ROLES, Role

pytestmark = pytest.mark.django_db

FINDING = f"/northmoor/findings/2013/{DOUBLE_LINE}/"
GIVEN = {"view": "disagrees", "reasons": "Quillon says the hub is one post"}
TELLING = ("Quillon", "Disagrees", "legal view", "Legal view")


@pytest.fixture
def authority() -> Authority:
    return northmoor()


@pytest.fixture
def officer(authority: Authority) -> Client:
    return client_for(member(authority, "monitoring-officer"))


def test_a_view_is_given_and_stands_beside_the_finding_without_changing_it(officer: Client) -> None:
    assert "has more than one accountable superior" in officer.get(f"{FINDING}legal-view/").content.decode()
    response = officer.post(f"{FINDING}legal-view/", GIVEN, follow=True)
    assert response.redirect_chain == [(FINDING, 302)]
    page = response.content.decode()
    for words in ("Your view is recorded.", "Disagrees", "Quillon", "Given by the monitoring officer"):
        assert words in page
    listed = officer.get("/northmoor/findings/?format=csv&view=disagrees").content.decode()
    assert "has more than one accountable superior" in listed
    assert "has more than one" not in officer.get("/northmoor/findings/?format=csv&view=none").content.decode()
    officer.post(f"{FINDING}legal-view/", {**GIVEN, "view": "agrees", "reasons": "Looked at again"})
    assert "A later view has taken its place" in officer.get(FINDING).content.decode()


def test_what_is_wrong_with_a_view_is_said(officer: Client) -> None:
    page = officer.post(f"{FINDING}legal-view/", {"view": "", "reasons": ""}).content.decode()
    assert "There is a problem" in page
    assert "Select your view of this finding" in page


def test_reasons_that_look_personal_are_asked_about_first(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from clearline.checks.forms import LegalViewForm

    monkeypatch.setattr(LegalViewForm, "detectors", [lambda text: ["This looks like a name."]])
    assert "Save anyway" in officer.post(f"{FINDING}legal-view/", GIVEN).content.decode()
    response = officer.post(f"{FINDING}legal-view/", {**GIVEN, "save_anyway": "on"})
    assert response.status_code == 302


def test_there_is_no_view_of_what_is_not_found(officer: Client) -> None:
    for address in ("2013/line-unbroken/nothing/", "1999/line-unbroken/family-practitioner/"):
        assert officer.get(f"/northmoor/findings/{address}legal-view/").status_code == 404


def pages_of(client: Client) -> dict[str, str]:
    """Return what somebody can read in every place that a view could show."""
    places = (
        "/northmoor/", "/northmoor/findings/", "/northmoor/findings/?format=csv", "/northmoor/findings/?view=disagrees",
        "/northmoor/findings/?sort=view", "/northmoor/findings/?q=Quillon", FINDING, "/northmoor/trail/",
        "/northmoor/trail/?format=csv", "/northmoor/trail/?q=legal", "/northmoor/departures/",
    )  # fmt: skip
    found = {}
    for place in places:
        response = client.get(place)
        content = response.getvalue() if response.streaming else response.content
        text = content.decode("utf-8", "replace")
        found[place] = text.split("<main", 1)[-1].replace("Clearline is not legal advice", "") + str(
            response.status_code
        )
    return found


@pytest.mark.parametrize("privileged", [False, True])
@pytest.mark.parametrize("role", [role for role in ROLES if role not in PERMISSIONS["see legal views"]])
def test_no_page_export_or_trail_differs_by_a_view_for_those_who_may_not_see_it(
    role: Role, privileged: bool, officer: Client, authority: Authority
) -> None:
    reader = client_for(member(authority, role))
    before = pages_of(reader)
    officer.post(f"{FINDING}legal-view/", {**GIVEN, **({"privileged": "on"} if privileged else {})})
    after = pages_of(reader)
    assert after == before
    told = [(place, word) for place, text in after.items() for word in TELLING if word in text and word not in place]
    assert told == []


@pytest.mark.parametrize("role", sorted(PERMISSIONS["see legal views"] - PERMISSIONS["see privileged views"]))
def test_nothing_differs_by_a_privileged_view_for_those_who_see_the_others(
    role: Role, officer: Client, authority: Authority
) -> None:
    reader = client_for(member(authority, role))
    before = pages_of(reader)
    officer.post(f"{FINDING}legal-view/", {**GIVEN, "privileged": "on"})
    assert pages_of(reader) == before
    officer.post(f"{FINDING}legal-view/", GIVEN)
    assert "Quillon" in reader.get(FINDING).content.decode()


@pytest.mark.parametrize("role", sorted(PERMISSIONS["see privileged views"]))
def test_those_who_see_privileged_views_see_that_they_are(role: Role, officer: Client, authority: Authority) -> None:
    officer.post(f"{FINDING}legal-view/", {**GIVEN, "privileged": "on"})
    page = client_for(member(authority, role)).get(FINDING).content.decode()
    assert "Quillon" in page
    assert "(privileged)" in page


@pytest.mark.parametrize("role", [role for role in ROLES if role != "monitoring-officer"])
def test_nobody_else_gives_a_view_and_being_refused_tells_nothing(
    role: Role, officer: Client, authority: Authority
) -> None:
    reader = client_for(member(authority, role))
    for _ in range(2):
        assert reader.get(f"{FINDING}legal-view/").status_code == 403
        assert reader.post(f"{FINDING}legal-view/", GIVEN).status_code == 403
        officer.post(f"{FINDING}legal-view/", GIVEN)
