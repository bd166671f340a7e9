"""Where an organisation begins in a browser: questions and a pasted structure."""

import pytest
from people import client_for, make_authority, member

from clearline.accounts.models import Authority
from clearline.organisations.queries import organisation

ANSWERS = {
    "kind": "unitary", "executive": "leader", "dcs": "Director of Children's Services", "top": "Chief Executive",
    "superiors": "yes", "structure": "Head of Fostering\tDirector of Children's Services",
}  # fmt: skip

pytestmark = pytest.mark.django_db()


@pytest.fixture
def eastmere() -> Authority:
    return make_authority("eastmere", gss_code="")


def test_answers_and_a_pasted_structure_become_the_organisation(eastmere: Authority) -> None:
    client = client_for(member(eastmere, "governance-officer"))
    assert "Begin with 15 questions" in client.get("/eastmere/organisation/").content.decode()
    page = client.post("/eastmere/organisation/start/", ANSWERS, follow=True).content.decode()
    assert "The organisation is recorded" in page
    stated = organisation(eastmere)
    assert stated is not None
    assert {post.title for post in stated.posts.values()} == {
        "Chief Executive", "Director of Children's Services", "Head of Fostering",
    }  # fmt: skip


def test_a_faulty_line_is_told_and_nothing_is_recorded(eastmere: Authority) -> None:
    client = client_for(member(eastmere, "governance-officer"))
    faulty = {**ANSWERS, "structure": "Head of Fostering\tHead of Fostering", "senior": "yes"}
    page = client.post("/eastmere/organisation/start/", faulty).content.decode()
    assert "Line 1 of the structure" in page
    assert "Head of Fostering\tHead of Fostering" in page, "what was pasted is still there"
    assert organisation(eastmere) is None


def test_an_unclear_answer_is_told_beside_its_question(eastmere: Authority) -> None:
    client = client_for(member(eastmere, "governance-officer"))
    page = client.post("/eastmere/organisation/start/", {**ANSWERS, "others": "nine"}).content.decode()
    assert "Write a number from 1 to 6 and a title" in page
    assert organisation(eastmere) is None


def test_an_organisation_that_is_there_is_never_begun_anew(eastmere: Authority) -> None:
    client = client_for(member(eastmere, "governance-officer"))
    client.post("/eastmere/organisation/start/", ANSWERS)
    for method in (client.get, client.post):
        page = method("/eastmere/organisation/start/", follow=True).content.decode()
        assert "recorded already" in page


def test_who_may_not_record_an_organisation_is_not_offered_the_questions(eastmere: Authority) -> None:
    client = client_for(member(eastmere, "analyst"))
    assert client.get("/eastmere/organisation/start/").status_code == 403
    assert "15 questions" not in client.get("/eastmere/organisation/").content.decode()
