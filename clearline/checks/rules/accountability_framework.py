"""Is there a framework of accountabilities with the partners?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture

_HEADS = {
    "discharge": "the discharge of responsibilities",
    "vision": "the local vision",
    "delivery": "the delivery of services",
}


@rule(
    "accountability-framework",
    remedy="Agree with the partners who answers to whom and for what, under the three heads.",
)
def accountabilities_are_agreed_with_partners(picture: Picture) -> Seen:
    """A framework of accountabilities with the partners covers discharge of responsibilities, vision and delivery."""
    framework = picture.organisation.accountability_framework
    if framework is None:
        yield NotStated("whether there is a framework of accountabilities with partners", "board support")
        return
    if not framework.exists:
        yield Found("accountability_framework", "There is no framework of accountabilities with the partners.")
        return
    faults = []
    if framework.includes_partners is False:
        faults.append("it covers the council only")
    missing = [words for head, words in _HEADS.items() if head not in (framework.covers or ())]
    if missing and framework.covers is not None:
        faults.append(f"it leaves out {listed(missing)}")
    refusing = [partner.name for partner in picture.partners.values() if partner.agreed_accountabilities is False]
    if refusing:
        faults.append(f"not agreed by {listed(refusing)}")
    if faults:
        yield Found("accountability_framework", f"The framework of accountabilities: {'; '.join(faults)}.")
    elif framework.covers is None or framework.includes_partners is None:
        yield NotStated("what and whom the framework of accountabilities covers", "board support")
