"""The words that Ofsted's Annex A uses where the statutory returns use codes."""

import numpy as np

from clearline.measures.demo_data.days import Flags, Text

ETHNIC = {
    "W": "a) White",
    "M": "b) Mixed",
    "A": "c) Asian or Asian British",
    "C": "c) Asian or Asian British",
    "B": "d) Black or black British",
    "O": "e) Other ethnic group",
    "R": "f) Not stated",
    "N": "f) Not stated",
}
"""By the first letter of the code."""

SOURCE = {
    **dict.fromkeys(["1A", "1B", "1C", "1D"], "a) Individual"),
    "2A": "b) Schools",
    "2B": "c) Education services",
    **dict.fromkeys(["3A", "3B", "3C", "3D", "3E", "3F"], "d) Health services"),
    "4": "e) Housing",
    **dict.fromkeys(["5A", "5B", "5C", "5D"], "f) LA services"),
    "6": "g) Police",
    "7": "h) Other legal agency",
    "8": "i) Other",
    "9": "j) Anonymous",
    "10": "k) Unknown",
}

NEED = {
    "N1": "a) Abuse or neglect",
    "N2": "b) Child's disability",
    "N3": "c) Parents illness or disability",
    "N4": "d) Family in acute stress",
    "N5": "e) Family dysfunction",
    "N6": "f) Socially unacceptable behaviour",
    "N7": "g) Low income",
    "N8": "h) Absent parenting",
    "N9": "i) Not CIN",
}

CLOSURE = {
    "RC1": "a) Adopted",
    "RC2": "b) Died",
    "RC3": "c) Residence Order",
    "RC4": "d) Special Guardianship Order",
    "RC5": "e) Transfer to another LA",
    "RC6": "f) Transfer to Adult Social Services",
    "RC7": "g) 'Other' incl. Child no longer in need",
    "RC8": "h) Child not in need after assessment",
    "RC9": "h) Child not in need after assessment",
}

ABUSE = {
    "NEG": "a) Neglect",
    "PHY": "b) Physical Abuse",
    "SAB": "c) Sexual Abuse",
    "EMO": "d) Emotional Abuse",
    "MUL": "e) Multiple",
}

LAW = {
    "C1": "a) Interim care orders",
    "C2": "b) Full care orders",
    "E1": "d) Placement order granted",
    "V2": "e) Accommodated under S20",
    "L1": "f) Detained on child protection grounds in LA accommodation",
    "L2": "f) Detained on child protection grounds in LA accommodation",
    "J1": "J1: Remanded to LA or youth detention",
    "J2": "J2: LA accommodation under PACE",
    "J3": "g) Youth justice legal Statuses",
}

PLACE = {
    "U": "a) Foster placement",
    "A": "b) Placed for adoption",
    "P1": "c) Placed with parents",
    "P2": "d) Independent living",
    "P3": "e) Residential employment",
    "K3": "f) Residential accommodation",
    "K1": "g) Secure Children’s Homes",
    "K2": "h) Children’s Homes",
    "R1": "i) Residential Care Home",
    "R3": "k) Family Centre or Mother and Baby Unit",
    "R5": "l) Young Offender Institution",
    "S1": "m) Residential school",
    "Z1": "n) Other placements",
    "T": "o) Temporary placement",
}
"""By the code, or by its first letter where all that begin with it are one kind."""

PROVIDER = {"PR1": "a) Own LA", "PR4": "b) Private"}

LEFT = {
    "E11": "a) Adopted",
    "E12": "a) Adopted",
    "E2": "b) Died",
    "E3": "c) Care taken by another LA",
    "E4A": "d) Returned home to live with parents or relatives",
    "E4B": "e) Left care to live with parents, relatives or other person with no parental responsibility",
    "E13": "e) Left care to live with parents, relatives or other person with no parental responsibility",
    "E41": "f) Residence order granted",
    **dict.fromkeys(["E45", "E46", "E47", "E48"], "g) Special Guardianship Orders"),
    "E5": "h) Moved into independent living",
    "E6": "h) Moved into independent living",
    "E7": "i) Transferred to residential care funded by adult social services",
}

TOUCH = {
    "YES": "a) In touch",
    "NO": "b) Not in touch",
    "REFU": "d) Exclude",
    "NREQ": "d) Exclude",
    "RHOM": "d) Exclude",
    "DIED": "d) Exclude",
}

HOME = {
    "B": "a) With parents or relatives",
    "C": "b) Community home",
    "D": "c) Semi-independent transitional accommodation",
    "E": "d) Supported lodgings",
    "G": "e) Gone abroad",
    "H": "f) Deported",
    "K": "g) Ordinary lodgings",
    "R": "h) Residence not known",
    "S": "i) No fixed abode / homeless",
    "T": "j) Foyers",
    "U": "k) Independent living",
    "V": "l) Emergency accommodation",
    "W": "m) Bed and breakfast",
    "X": "n) In custody",
    "Z": "o) With Former Foster Carer",
    "Y": "p) Other accommodation",
}

ACTIVITY = {
    "F1": "F1: Full time in higher education",
    "P1": "P1: Part time in higher education",
    "F2": "F2: Full time in education other than higher",
    "P2": "P2: Part time in education other than higher",
    "F3": "F3: Full time in training or employment",
    "P3": "P3: Part time in training or employment",
    "F4": "F4: Young person engaged full time in an apprenticeship",
    "P4": "P4: Young person engaged part time in an apprenticeship",
    "F5": "F5: Young person engaged full time in training or employment (not apprenticeship)",
    "P5": "P5: Young person engaged part time in training or employment (not apprenticeship)",
    "G4": "G4: Not in education, employment or training: illness or disability",
    "G5": "G5: Not in education, employment or training: other circumstances",
    "G6": "G6: Not in education, employment or training: pregnancy or parenting",
}


def worded(codes: Text, words: dict[str, str], otherwise: str = "") -> list[str | None]:
    """Return the words for each code, by the whole of it or its first letter; ``None`` where there are none."""
    return [words.get(code) or words.get(code[:1]) or otherwise or None for code in codes.tolist()]


def yes_no(flags: Flags) -> list[str]:
    """Return ``a) Yes`` and ``b) No``."""
    words: list[str] = np.where(flags, "a) Yes", "b) No").tolist()
    return words
