"""Was the test of assurance made before the director's post was combined, shared or widened?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.checks.records import NOTHING_ON_RECORD, in_time, on_record, shared
from clearline.organisations.picture import Picture


@rule(
    "assurance-test",
    remedy="Make the test of assurance, agree it within the council and record it, before the change takes effect.",
    after=("dcs-appointed",),
)
def arrangements_are_tested(picture: Picture) -> Seen:
    """A combined, shared or widened DCS post has a test of assurance, finished before the change took effect."""
    if picture.dcs is None:
        return
    extra = ", ".join(function.title for function in picture.extra_functions.values())
    changes = [
        words
        for words, so in (
            ("combined with adult social services", picture.combined),
            ("shared with other authorities", shared(picture)),
            (f"given other functions ({extra})", bool(extra)),
        )
        if so
    ]
    tests = on_record(picture, "assurance-test")
    if changes and tests is None:
        yield NotStated("whether a test of assurance was made of the DCS's post", "the monitoring officer")
    elif changes and not any(in_time(test, picture) for test in tests or ()):
        missing = "no test of assurance was finished in time" if tests else "no test of assurance is on record"
        message = f"The DCS's post is {' and '.join(changes)}; {missing}."
        yield Found(picture.dcs, message, "shared" if shared(picture) else None, NOTHING_ON_RECORD)
