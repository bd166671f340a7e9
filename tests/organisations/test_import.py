"""`organisation import` makes a picture of published files, keeps no names, and says what it could not know."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clearline.cli import main
from clearline.organisations.files import read_organisation
from clearline.organisations.organisation import Organisation

SENIOR = (
    "Post Unique Reference,Name,Grade (or equivalent),Job Title,Job/Team Function,Parent Department,Organisation,Unit,"
    "Contact Phone,Contact E-mail,Reports to Senior Post,Salary Cost of Reports (£),FTE,Actual Pay Floor (£),"
    "Actual Pay Ceiling (£),,Professional/Occupational Group,Notes,Valid?\n"
)
JUNIOR = (
    "Parent Department,Organisation,Unit,Reporting Senior Post,Grade,Payscale Minimum (£),Payscale Maximum (£),"
    "Generic Job Title,Number of Posts in FTE,Professional/Occupational Group\n"
)


def senior(reference: str, name: str, title: str, above: str, organisation: str = "Northmoor Council") -> str:
    return f'{reference},{name},SCS1,"{title}",x,N/A,{organisation},Unit,020,a@b,{above},1,1.00,5,6,,Policy,a note,1\n'


def junior(above: str, title: str, number: str, unit: str = "Schools") -> str:
    return f'N/A,Northmoor Council,{unit},{above},H,1,2,"{title}",{number},Education\n'


TOP = senior("NM-1", "Nobody Inparticular", "Chief Executive", "XX")


class Files:
    """The files of one council in a folder, and the picture that is made of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out.yaml"

    def add(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def run(self, rows: str | bytes | None = None, below: str = "", councillors: str = "", *options: str) -> Result:
        arguments = ["organisation", "import", "--out", str(self.out), "--force", *options]
        if rows is not None:
            text = rows if isinstance(rows, bytes) else SENIOR + rows
            arguments += ["--organogram", self.add("senior.csv", text)]
        if below:
            arguments += ["--junior", self.add("junior.csv", JUNIOR + below)]
        if councillors:
            arguments += ["--councillors", self.add("councillors.csv", councillors)]
        return CliRunner().invoke(main, arguments)

    def made(self, rows: str | bytes | None = None, below: str = "", councillors: str = "") -> tuple[Organisation, str]:
        """Return the picture read back, and what was said of it."""
        result = self.run(rows, below, councillors)
        assert result.exit_code == 0, result.stderr
        return read_organisation(self.out), result.stderr


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_posts_lines_and_vacancies_are_read(files: Files) -> None:
    rows = (
        TOP
        + senior("NM-2", "Vacant", "Director of Children’s Services", "NM-1")
        + senior("NM-3", "N/D", "Head", "nm-2")
    )
    organisation, said = files.made(rows + senior("NM-4", "", "Head", "NM-2"))
    assert (organisation.authority.id, organisation.authority.name) == ("northmoor-council", "Northmoor Council")
    posts = organisation.posts
    assert list(posts) == ["chief-executive", "director-of-childrens-services", "head", "head-2"]
    assert posts["director-of-childrens-services"].holders == ()
    assert posts["director-of-childrens-services"].roles == ("dcs",)
    assert posts["head"].reports_to == "director-of-childrens-services"
    assert posts["head"].holders is not None
    assert posts["head"].holders[0].person == "person-nm-3"
    assert posts["head-2"].holders is None
    assert "has the role dcs, because its title is 'Director of Children’s Services'" in said
    assert "Chief Executive: whom it reports to; the file has no post above it." in said


def test_no_name_number_address_or_note_is_kept(files: Files) -> None:
    councillors = "Name,Ward,Party,Role\nAda Nonesuch,North,Purple Party,Leader of the Council (Ada Nonesuch)\n"
    rows = TOP + senior("NM-2", "Jo Nobodyelse", "Head of Care - Jo Nobodyelse", "NM-1")
    organisation, said = files.made(rows, "", councillors)
    kept = (files.out.read_text(encoding="utf-8") + said).lower()
    for word in ("inparticular", "nonesuch", "nobodyelse", "purple", "north,", "020", "a@b", "a note"):
        assert word not in kept
    assert organisation.posts["head-of-care"].title == "Head of Care"
    assert organisation.offices["leader-of-the-council"].role == "leader"


def test_what_was_guessed_and_not_known_stands_in_the_picture_too(files: Files) -> None:
    _, said = files.made(TOP)
    comments = " ".join(
        line.lstrip("# ") for line in files.out.read_text(encoding="utf-8").splitlines() if line.startswith("#")
    )
    for line in said.splitlines():
        if line.startswith("  - "):
            assert line.removeprefix("  - ") in comments


def test_posts_that_are_gone_and_people_in_no_post_are_left_out(files: Files) -> None:
    rows = TOP + senior("NM-2", "Eliminated", "Old Post", "NM-1") + senior("0", "N/D", "Not in post", "XX")
    organisation, _ = files.made(rows + senior("", "N/D", "Blank", "XX"))
    assert list(organisation.posts) == ["chief-executive"]


def test_a_superior_that_is_not_there_is_said_and_not_stated(files: Files) -> None:
    rows = TOP + senior("NM-2", "N/D", "Head of Care", "NM-99") + senior("NM-3", "N/D", "Head of Self", "NM-3")
    organisation, said = files.made(rows)
    assert organisation.posts["head-of-care"].reports_to is None
    assert organisation.posts["head-of-self"].reports_to is None
    assert "Head of Care: whom it reports to; the file says 'NM-99', which is no post in it." in said
    assert "Head of Self: whom it reports to" in said


def test_a_job_share_is_one_post(files: Files) -> None:
    rows = TOP + senior("NM-2", "One Person", "Head", "NM-1") + senior("NM-2", "Other Person", "Head", "NM-1")
    organisation, _ = files.made(rows)
    assert list(organisation.posts) == ["chief-executive", "head"]


def test_one_reference_for_two_posts_is_refused_with_both_lines(files: Files) -> None:
    result = files.run(TOP + senior("NM-1", "N/D", "Head", "XX"))
    assert result.exit_code == 2
    assert "senior.csv:3: has the reference 'NM-1', which line 2 has for another post." in result.stderr
    assert not files.out.exists()


def test_junior_posts_are_groups_below_their_senior_post(files: Files) -> None:
    below = (
        junior("NM-1", "Social Worker", "12.5") + junior("NM-1", "Social Worker", "many", "") + junior("NM-7", "", "1")
    )
    organisation, said = files.made(TOP, below)
    assert organisation.posts["social-worker"].title == "Social Worker, Schools (12.5 full-time equivalent)"
    assert organisation.posts["social-worker"].reports_to == "chief-executive"
    assert organisation.posts["social-worker-2"].title == "Social Worker"
    assert organisation.posts["junior-posts"].reports_to is None
    assert "'NM-7', which is no senior post" in said


def test_councillors_become_offices_and_are_members_of_this_council(files: Files) -> None:
    councillors = (
        "Title,Forename,Surname,Ward,Party,Cabinet Position,Responsibilities\n"
        "Cllr,A,Aa,North,X,Leader of the Council,Chair of the Appointments Committee\n"
        "Cllr,B,Bb,North,X,Cabinet Member for Children and Families,\n"
        'Cllr,C,Cc,North,X,Member,"Shadow Cabinet Member for Children; Champion for Trees"\n'
        "Cllr,D,Dd,North,X,,\n"
        "Cllr,E,Ee,North,X,Portfolio Holder for Housing,\n"
    )
    organisation, said = files.made(None, "", councillors)
    roles = {key: office.role for key, office in organisation.offices.items()}
    assert roles == {
        "leader-of-the-council": "leader",
        "chair-of-the-appointments-committee": "committee-chair",
        "cabinet-member-for-children-and-families": "lead-member",
        "shadow-cabinet-member-for-children": "member",
        "champion-for-trees": "member",
        "portfolio-holder-for-housing": "portfolio-holder",
    }
    member = organisation.offices["cabinet-member-for-children-and-families"]
    assert member.in_executive is True
    assert member.holders is not None
    assert organisation.people[member.holders[0].person].councillor_of == ("our-council",)
    assert organisation.offices["portfolio-holder-for-housing"].in_executive is None
    assert "every post: no organogram was given" in said


def test_a_list_of_councillors_without_roles_says_so(files: Files) -> None:
    organisation, said = files.made(TOP, "", "Name,Ward\nA Person,North\nB Person,South\n")
    assert organisation.offices == {}
    assert "which offices the 2 councillors hold" in said


@pytest.mark.parametrize("kind", ["post", "office"])
def test_two_titles_that_claim_one_role_are_told_and_neither_is_marked(files: Files, kind: str) -> None:
    rows = TOP + senior("NM-2", "N/D", "Director of Children's Services", "NM-1") * (kind == "office")
    if kind == "post":
        for number in (2, 3):
            rows += senior(f"NM-{number}", "N/D", f"Director of Children's Services, Area {number}", "NM-1")
    councillors = "Role\nCabinet Member for Children\n" + "Cabinet Member for Child Poverty\nLeader\nLeader\n" * (
        kind == "office"
    )
    organisation, said = files.made(rows, "", councillors)
    assert any("dcs" in post.roles for post in organisation.posts.values()) is (kind == "office")
    roles = sorted(office.role for office in organisation.offices.values())
    assert roles == (
        ["lead-member"] if kind == "post" else ["member", "member", "portfolio-holder", "portfolio-holder"]
    )
    assert "two titles or more say so, and none was marked" in said


def test_files_that_say_no_director_or_lead_member_say_what_a_check_would_make_of_it(files: Files) -> None:
    _, said = files.made(TOP, "", "Role\nLeader\n")
    assert said.count("Until one is marked, a check says that there is none.") == 2


@pytest.mark.parametrize("organisation", ["", "Northmoor Council"])
def test_the_name_of_the_council_is_taken_only_where_there_is_one(files: Files, organisation: str) -> None:
    other = senior("NM-2", "N/D", "Head", "NM-1", "Another Council" if organisation else "")
    read, said = files.made(senior("NM-1", "N/D", "Chief Executive", "XX", organisation) + other)
    assert read.authority.name == "Our Council"
    assert "the name of the council: the file gives none, or several." in said


def test_titles_in_the_comments_cannot_end_them(files: Files) -> None:
    organisation, _ = files.made(TOP + senior("NM-2", "N/D", "Head\nposts: {x: y}", "NM-9"))
    assert set(organisation.posts) == {"chief-executive", "head-posts-x-y"}


def test_a_formula_is_text_and_a_post_without_a_title_says_so(files: Files) -> None:
    organisation, _ = files.made(TOP + senior("NM-2", "N/D", "=1+1", "NM-1") + senior("§", "N/D", "", "NM-1"))
    assert organisation.posts["1-1"].title == "=1+1"
    assert organisation.posts["post"].title == "A post without a title"
    holders = organisation.posts["post"].holders
    assert holders is not None
    assert holders[0].person == "person-unnamed"


FAULTS: dict[str, tuple[bytes, str]] = {
    "no posts": (SENIOR.encode(), "senior.csv: has no posts in it."),
    "an empty file": (b"", "senior.csv: is empty."),
    "missing columns": (
        b"Name,Job Title\nA,B\n",
        "senior.csv:1: has no column 'Post Unique Reference', 'Reports to Senior",
    ),
    "ragged rows": ((SENIOR + TOP + "NM-2,N/D\n").encode(), "senior.csv:3: has 2 cells, and the heading has 19."),
    "a NUL byte": ((SENIOR + TOP.replace("Unit", "\0")).encode(), "senior.csv:2: is not CSV text: it has NUL bytes."),
    "no known encoding": ((SENIOR + TOP).encode() + b"\x81\x9d", "senior.csv:3: is neither UTF-8 nor Windows-1252"),
    "a file of 50 megabytes": (b" " * 50_000_000, "senior.csv: is too large to read: the limit is 5,000,000 bytes."),
}


@pytest.mark.parametrize(("raw", "words"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_file_is_refused_and_nothing_is_written(files: Files, raw: bytes, words: str) -> None:
    result = files.run(raw)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert not files.out.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_encodings_of_spreadsheets_are_read(files: Files, encoding: str) -> None:
    rows = SENIOR + TOP + senior("NM-2", "N/D", "Director of Children’s Services", "NM-1")
    assert files.made(rows.encode(encoding))[0].posts["director-of-childrens-services"].roles == ("dcs",)


def test_without_out_the_picture_is_printed_and_the_remarks_go_elsewhere(files: Files, tmp_path: Path) -> None:
    path = files.add("senior.csv", SENIOR + TOP)
    result = CliRunner().invoke(main, ["organisation", "import", "--organogram", path])
    printed = tmp_path / "printed.yaml"
    printed.write_text(result.stdout, encoding="utf-8")
    assert set(read_organisation(printed).posts) == {"chief-executive"}
    assert "Not known:" in result.stderr


def test_nothing_guessed_is_no_heading(files: Files) -> None:
    _, said = files.made(senior("NM-1", "N/D", "Head", "XX"))
    assert "Guessed" not in said
    assert "Guessed" not in files.out.read_text(encoding="utf-8")


def test_something_to_import_must_be_given_and_juniors_need_seniors(files: Files) -> None:
    nothing = CliRunner().invoke(main, ["organisation", "import"])
    assert (nothing.exit_code, "Give --organogram, --councillors or both" in nothing.stderr) == (2, True)
    juniors = files.run(None, junior("NM-1", "X", "1"), "Role\nLeader\n")
    assert (juniors.exit_code, "Give --organogram too" in juniors.stderr) == (2, True)


def test_a_picture_that_is_there_is_not_written_over(files: Files) -> None:
    out = files.add("mine.yaml", "mine")
    path = files.add("senior.csv", SENIOR + TOP)
    result = CliRunner().invoke(main, ["organisation", "import", "--organogram", path, "--out", out])
    assert result.exit_code == 2
    assert Path(out).read_text() == "mine"
