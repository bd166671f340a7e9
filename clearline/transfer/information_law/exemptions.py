"""The exemptions of the Freedom of Information Act 2000 that meet records such as these."""

from typing import NamedTuple


class Exemption(NamedTuple):
    """One section of Part II of the Act."""

    section: str
    title: str
    weighed: bool
    """Whether the public interest must be weighed (section 2(2)(b))."""
    notice: str
    """What a refusal notice says of it."""


EXEMPTIONS: dict[str, Exemption] = {
    exemption.section: exemption
    for exemption in (
        Exemption("s21", "Already accessible to the applicant", False,
                  "It is reasonably accessible to you by other means (section 21)."),
        Exemption("s22", "To be published later", True,
                  "The council held it with a view to its publication at a later date when you asked, and it is "
                  "reasonable to withhold it until then (section 22)."),
        Exemption("s36", "Effective conduct of public affairs", True,
                  "In the reasonable opinion of the council's qualified person, disclosing it would, or would be "
                  "likely to, inhibit free and frank advice or exchange of views, or otherwise prejudice the effective "
                  "conduct of public affairs (section 36)."),
        Exemption("s38", "Health and safety", True,
                  "Disclosing it would, or would be likely to, endanger somebody's health or safety (section 38)."),
        Exemption("s40", "Personal data of somebody else", False,
                  "It is personal data of somebody other than you, and disclosing it would contravene a data "
                  "protection principle (section 40(2))."),
        Exemption("s41", "Given in confidence", False,
                  "It was obtained from somebody else, and disclosing it would be an actionable breach of confidence "
                  "(section 41)."),
        Exemption("s42", "Legal professional privilege", True,
                  "A claim to legal professional privilege could be maintained over it (section 42)."),
    )
}  # fmt: skip
"""In the order of the Act. The public interest in section 40(2) is weighed within the principle of lawfulness."""
