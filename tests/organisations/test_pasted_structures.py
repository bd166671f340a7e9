"""A senior structure as somebody pastes it, beside the answers to the questions."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearline.kit.errors import BadInput
from clearline.organisations.starting.asking import QUESTIONS, read_given
from clearline.organisations.starting.beginning import organisation_from
from clearline.organisations.starting.pasting import MOST, read_pasted

ANSWERS = {
    "kind": "unitary", "executive": "leader", "dcs": "Director of Children's Services", "holder": "own",
    "top": "Chief Executive", "superiors": "yes", "senior": "yes", "health": "no", "others": "none", "extra": "none",
    "member": "Children and Families", "place": "cabinet", "members": "none",
}  # fmt: skip
PASTED = (
    "Post\tReports to\n"
    "Chief Executive\tCouncil\n"
    "Director of Children's Services\tChief Executive\n"
    "Assistant Director, Education\tDirector of Children's Services\tvacant\n\n"
    "Social worker | Assistant Director, Social Care | front line\n"
    "The Assistant Director, Social Care; director of children's services\n"
)


def begun(structure: str = PASTED, **changed: str) -> dict[str, tuple[object, object]]:
    """Return, by title, what each post of the organisation reports to and who holds it."""
    answers, unclear = read_given({**ANSWERS, **changed})
    assert not unclear
    made = organisation_from(answers, structure, key="eastmere", name="Eastmere Council")
    assert (made.authority.id, made.authority.name) == ("eastmere", "Eastmere Council")
    titles = {key: post.title for key, post in made.posts.items()} | {"council": "council"}
    up = {key: titles.get(str(post.reports_to), post.reports_to) for key, post in made.posts.items()}
    return {str(post.title): (up[key], post.holders) for key, post in made.posts.items()}


def test_pasted_posts_join_those_of_the_answers_by_their_titles() -> None:
    posts = begun()
    assert set(posts) == {
        "Chief Executive", "Director of Children's Services", "Assistant Director, Education", "Social worker",
        "Assistant Director, Social Care",
    }  # fmt: skip
    assert posts["Assistant Director, Education"] == ("Director of Children's Services", ())
    assert posts["Assistant Director, Social Care"][0] == "Director of Children's Services"
    assert posts["Social worker"][0] == "Assistant Director, Social Care"
    assert posts["Chief Executive"][0] == "council"


def test_an_answer_about_a_post_stands_whatever_the_paste_says() -> None:
    posts = begun("Director of Children's Services\tDirector of Place\tvacant")
    assert posts["Director of Children's Services"][0] == "Chief Executive"
    assert posts["Director of Children's Services"][1] != ()


def test_without_a_paste_the_answers_alone_make_the_organisation() -> None:
    assert set(begun("")) == {"Chief Executive", "Director of Children's Services"}


def test_a_post_that_answers_to_nobody_says_so() -> None:
    assert begun("Head of Libraries\tnobody")["Head of Libraries"][0] == "nobody"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Director\tDirector", "Line 1 of the structure says that “Director” reports to itself"),
        ("\n123\tDirector", "Line 2 of the structure has no title"),
        ("Director\tChief\tJane Doe", "Line 1 of the structure has “Jane Doe” in the third column"),
        ("D" * 201, "Line 1 of the structure has a title of more than 200"),
        ("\x00bell\tChief", "Line 1 of the structure has no title"),
        ("\n".join(f"Post number {at}" for at in range(MOST + 1)), "has more than 500 posts"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_pasted(text)


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    with suppress(BadInput):
        assert all(one.title for one in read_pasted(text))


def test_an_unclear_answer_is_told_and_counts_as_not_known() -> None:
    answers, unclear = read_given({"kind": "parish", "top": "7"})
    assert set(unclear) == {"kind", "top"}
    assert answers["kind"] is None
    assert "records" not in answers, "a question that does not apply is not asked"


def test_there_are_at_most_fifteen_questions() -> None:
    assert len(QUESTIONS) <= 15
