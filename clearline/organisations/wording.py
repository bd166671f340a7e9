"""The words that people read for the names and values of the picture's types."""

LABELS = {
    "answers_to": "Answers to",
    "as": "Capacity",
    "carried_out_by": "Carried out by",
    "change_on": "Day on which the change took effect",
    "considered": "Personal focus weighed",
    "cooperates": "Takes part in the co-operation arrangements",
    "dcs": "Who monitors the DCS",
    "decided_by": "Decided by",
    "from": "First day",
    "held_by": "Held by",
    "id": "Id",
    "in_executive": "Sits on the cabinet or executive",
    "lead_member": "Who monitors the lead member",
    "led_by": "Led day to day by",
    "names_dcs": "Names the DCS as responsible",
    "number": "How many there are",
    "on": "Finished on",
    "reports_to": "Accountable to",
    "responsible": "Responsible officer",
    "to": "Last day",
    "two_tier": "District councils share the area",
}
"""Fields whose words are not simply their name."""

WORDS = {
    "dcs": "Director of children’s services (DCS)",
    "dass": "Director of adult social services (DASS)",
    "lscb": "Local Safeguarding Children Board (LSCB)",
    "childrens-trust-board": "Children’s Trust Board",
    "childrens-centres": "Children’s centres",
    "fourteen-nineteen-partnership": "14-19 partnership",
    "section-75": "Section 75 arrangement (health)",
    "section-18-2-d-as-amended": "Section 18(2)(d) as amended",
    "ascl-act-2009": "Apprenticeships, Skills, Children and Learning Act 2009",
    "co-operation": "Co-operation",
    "non-maintained-special": "Non-maintained special",
    "not-registered": "Not registered",
    "primary-care-trust": "Primary care trust",
    "third-sector": "Third sector",
    "party-membership": "Party membership",
    "leader-and-cabinet": "Leader and cabinet",
    "mayor-and-cabinet": "Mayor and cabinet",
    "full-council": "Full council",
    "early-childhood": "Early childhood",
    "nhs-trust": "NHS trust",
}
"""Values whose words are not simply their hyphens taken out."""


def label(field: str) -> str:
    """Return the words for a field, as files name it."""
    plain = field.replace("_", " ").replace("dcs", "DCS").replace("childrens", "children’s")
    return LABELS.get(field, plain[:1].upper() + plain[1:])


def word(value: str) -> str:
    """Return the words for one of a choice of values."""
    return WORDS.get(value, value[:1].upper() + value[1:].replace("-", " "))


def sentence(description: str) -> str:
    """Return the description of a field as the sentence of a hint."""
    plain = description.replace("`", "“", 1) if description.count("`") == 1 else description
    parts = plain.split("`")
    quoted = "".join(f"“{part}”" if at % 2 else part for at, part in enumerate(parts))
    return quoted[:1].upper() + quoted[1:] + ("" if quoted[-1:] in ".?" else ".") if quoted else ""
