"""What people call the sections of an organisation, and the things in them."""

from typing import NamedTuple


class Words(NamedTuple):
    """The words for a section."""

    one: str
    many: str

    @property
    def a(self) -> str:
        """One of them, with its article."""
        return f"{'an' if self.one[0] in 'aeiou' else 'a'} {self.one}"


SECTION_WORDS: dict[str, Words] = {
    "authority": Words("authority", "The authority"),
    "people": Words("person", "People"),
    "posts": Words("post", "Posts"),
    "offices": Words("political office", "Political offices"),
    "functions": Words("function", "Functions"),
    "bodies": Words("board or committee", "Boards and committees"),
    "partners": Words("partner", "Partners"),
    "schools": Words("kind of school", "Schools"),
    "arrangements": Words("wider arrangement", "Wider arrangements"),
    "plan": Words("children and young people’s plan", "Children and young people’s plan"),
    "improvement_areas": Words("area for improvement", "Areas for improvement"),
    "health_outcomes": Words("health outcome", "Health outcomes"),
    "decisions": Words("kind of decision", "Scheme of decisions"),
    "member_access": Words("way to elected members", "How the DCS reaches elected members"),
    "officer_concerns_go_to": Words("receiver of concerns", "Who receives the lead member’s concerns about officers"),
    "safeguarding_owner": Words("owner of safeguarding", "Who answers politically for safeguarding"),
    "services_linked_to_lscb": Words("service", "Services linked to the safeguarding board"),
    "care_leaver_links": Words("service", "Links for care leavers"),
    "relations": Words("relation", "Relations with other boards"),
    "youth_justice_linked_to_crime_and_disorder": Words(
        "link", "Is youth justice linked to the crime and disorder partnership?"
    ),
    "resettlement_escalation": Words("procedure", "Escalation of resettlement services"),
    "accountability_framework": Words("framework", "Framework of accountabilities with partners"),
    "authority_framework": Words("framework", "The authority’s governance and monitoring framework"),
    "teams": Words("team", "Teams"),
    "corporate_parenting": Words("corporate parenting", "Corporate parenting"),
    "monitoring": Words("monitoring", "Who monitors the lead member and the DCS"),
    "arrangement_owners": Words("owners", "Who owns the arrangements for leadership"),
    "considerations": Words("consideration", "What was weighed and recorded"),
    "switched_on": Words("laws", "Laws that the 2009 edition waited for"),
}
"""Every section that is stated here; departures are kept with the findings that they answer."""

DATED = ("posts", "offices", "functions", "bodies", "partners")
"""Sections whose things say themselves when they begin and end."""

BOARDS = frozenset({"bodies", "seats", "partners"})
"""Sections that those who support boards may change."""


def permission_to_change(section: str) -> str:
    """Return the permission that a change of a section asks for."""
    return "change boards" if section in BOARDS else "change organisation"


def about(section: str, key: str = "") -> str:
    """Return what the trail calls a thing: ``posts:director``, ``section:plan``."""
    return f"{section}:{key}" if key else f"section:{section}"


def one_of(section: str) -> str:
    """Return what a single thing of a section is called."""
    return SECTION_WORDS[section].one
