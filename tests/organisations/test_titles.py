"""A title is taken at its word only where it says plainly what the post or office is."""

import pytest

from clearline.organisations.imports.titles import in_cabinet, office_role, post_role, without_name


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Director of Children's Services", "dcs"),
        ("Interim Executive Director for Children and Young People's Services", "dcs"),
        ("Director of Children’s Services and Skills", "dcs"),
        ("Deputy Director of Children's Services", None),
        ("PA to the Director of Children's Services", None),
        ("Director of Children and Learning", None),
        ("Chief Executive Officer", "chief-executive"),
        ("Chief Executive & Head of Paid Service", "chief-executive"),
        ("Assistant Chief Executive", None),
        ("Chief Executive's Office Manager", None),
        ("Director of Adult Social Services", "dass"),
        ("Strategic Director for Adults' Social Care", "dass"),
        ("Director of Public Health", "director-of-public-health"),
    ],
)
def test_a_post_has_a_role_only_where_its_title_says_so_plainly(title: str, role: str | None) -> None:
    assert post_role(title) == role


@pytest.mark.parametrize(
    ("title", "role", "cabinet"),
    [
        ("Leader", "leader", None),
        ("Leader of the Opposition", "member", None),
        ("Deputy Leader of the Council", "member", None),
        ("Elected Mayor", "mayor", None),
        ("Mayor", "member", None),
        ("Executive Member for Children's Services", "lead-member", True),
        ("Lead Member for Children", "lead-member", None),
        ("Portfolio Holder: Resources", "portfolio-holder", None),
        ("Assistant Cabinet Member for Children", "member", None),
        ("Chairman of the Planning Committee", "committee-chair", None),
    ],
)
def test_an_office_has_a_role_only_where_its_title_says_so_plainly(title: str, role: str, cabinet: bool | None) -> None:
    assert (office_role(title), in_cabinet(title)) == (role, cabinet)


def test_only_a_whole_name_is_taken_out_of_a_title() -> None:
    assert without_name("Head of Care (Ann Other)", "Ann Other") == "Head of Care"
    assert without_name("ANN OTHER, Leader", "Ann Other") == "Leader"
    assert without_name("Head of Care", "of") == "Head of Care"
