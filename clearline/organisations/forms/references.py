"""Which fields of the picture's types lead to other things of the picture, and to which."""

from collections.abc import Mapping

Rooms = tuple[str, ...]

REFERENCES: Mapping[tuple[str, str], Rooms] = {
    ("ArrangementOwners", "political"): ("offices",),
    ("ArrangementOwners", "professional"): ("posts",),
    ("Arrangement", "led_by"): ("posts", "offices"),
    ("Body", "political_lead"): ("offices",),
    ("Body", "professional_lead"): ("posts",),
    ("Company", "answers_to"): ("posts",),
    ("Company", "functions"): ("functions",),
    ("CorporateParenting", "officer"): ("posts",),
    ("CorporateParenting", "political_lead"): ("offices",),
    ("CorporateParenting", "professional_lead"): ("posts",),
    ("Direction", "functions"): ("functions",),
    ("Framework", "owner"): ("posts", "offices", "bodies"),
    ("Function", "carried_out_by"): ("posts",),
    ("Function", "led_by"): ("posts",),
    ("Function", "political_owner"): ("nobody", "offices", "bodies"),
    ("Function", "responsible"): ("nobody", "posts"),
    ("Holder", "person"): ("people",),
    ("Monitoring", "dcs"): ("posts",),
    ("Monitoring", "lead_member"): ("offices",),
    ("Office", "answers_to"): ("council", "offices", "bodies"),
    ("ParentingProcess", "takes_part"): ("posts", "offices", "people", "bodies", "partners"),
    ("Post", "reports_to"): ("council", "nobody", "posts", "offices"),
    ("Seat", "held_by"): ("posts", "offices", "people", "partners", "bodies"),
    ("Sections", "officer_concerns_go_to"): ("posts",),
    ("Sections", "safeguarding_owner"): ("offices",),
    ("Team", "leader"): ("nobody", "posts"),
}  # fmt: skip
"""By the name of the type and of its field; the rooms are sections, and words with a meaning of their own."""

LOOSE: Mapping[tuple[str, str], Rooms] = {
    ("PlanAction", "accountable"): ("council", "bodies", "partners", "posts"),
    ("PlanAction", "supporting"): ("council", "bodies", "partners", "posts"),
    ("Post", "interest"): ("posts", "offices", "bodies", "partners"),
}
"""Fields that lead to things of the picture or to others, in words."""

ELSEWHERE: Mapping[str, frozenset[str]] = {
    "Person": frozenset({"safeguarding_training", "vetting"}),
    "Post": frozenset({"holders"}),
    "Office": frozenset({"holders"}),
    "Body": frozenset({"seats"}),
}
"""Fields that have pages of their own, here or with the registers."""
