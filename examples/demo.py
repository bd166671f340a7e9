"""`make demo`: the main jobs on the demonstration authority, step by step, printing where to look."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUT = ROOT / "demo-output"
DATA, STORE = "demo-output/data", "demo-output/figures"
HOME = "demo-output/home"
REPEATED = "referrals-repeated-within-12-months"
LAST = min(date.today().year - 1, 2026)
"""The latest year whose returns can be made."""

STEPS = (
    (
        "What appears not to meet the guidance or the Act at Northmoor, a made-up council",
        "check examples/northmoor.yaml",
    ),
    ("Who answers for leaving care there, up to the Council", "line examples/northmoor.yaml --from leaving-care"),
    (
        "The whole line of accountability, as a picture for a council paper",
        "line examples/northmoor.yaml --from child-protection --draw demo-output/northmoor.svg --force",
    ),
    (
        "What Wokingham's proposal of 2012 would have changed",
        "what-if examples/wokingham-today.yaml examples/wokingham-proposal.yaml --edition 2012",
    ),
    (
        "Synthetic returns of invented children at Northmoor, and published figures to go with them",
        f"demo-data {DATA} --first {LAST - 4} --last {LAST} --collections ssda903,cin,annex-a,published",
    ),
    (
        "Load the published figures, as one would load DfE's",
        f"figures load --store {STORE} {DATA}/published/*.csv {DATA}/published/*.xlsx",
    ),
    (
        "Mark what matters most there, with the reason",
        f"figures key add {REPEATED} --area Northmoor --store {STORE} "
        "--reason 'Families come back to us before their troubles have been met.'",
    ),
    (
        "Set a target",
        f"figures targets set {REPEATED} --area Northmoor --store {STORE} --value 20 --by {LAST} "
        "--owner 'Assistant director, safeguarding' --how 'Agreed by the partnership'",
    ),
    ("Northmoor's scorecard: what matters first", f"figures scorecard Northmoor --brief --store {STORE}"),
    ("All that is known of one figure", f"figures show {REPEATED} --area Northmoor --store {STORE}"),
    (
        "The same beside its neighbours, as a picture with its table",
        f"figures chart {REPEATED} --area Northmoor --store {STORE} --out demo-output/repeated.svg --force",
    ),
    (
        "What the lead member must know of children looked after, from the council's own returns",
        f"returns measure {DATA}/E06000999 --authority E06000999 --year {LAST} --postcodes {DATA}/postcodes.csv "
        f"--save --store {STORE}",
    ),
    ("The same council with what its people have said, challenged and recorded", "serve --demo --make-only"),
    (
        "How its duties stand today: what is met, what is not, and what nobody has looked at",
        "standing --authority northmoor --standing 'Appears not to be met'",
    ),
    (
        "The lead member's briefing, as a tagged PDF",
        f"report lead-member --authority northmoor --on {date.today()} --format pdf --out demo-output/briefing.pdf",
    ),
)


def main() -> int:
    """Run the steps; return 0 unless one could not be run at all."""
    OUT.mkdir(exist_ok=True)
    for made in (DATA, STORE, HOME):
        shutil.rmtree(ROOT / made, ignore_errors=True)
    (OUT / "briefing.pdf").unlink(missing_ok=True)
    there = os.environ | {"CLEARLINE_HOME": str(ROOT / HOME)}
    for words, command in STEPS:
        print(f"\n{'=' * 100}\n{words}\n$ clearline {command}\n", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "clearline.cli", *_words(command)], cwd=ROOT, env=there, check=False
        )
        if done.returncode > 1:
            return done.returncode
    print(f"\n{'=' * 100}\nEverything about Northmoor is invented. To look at, in a browser:")
    print("  demo-output/briefing.pdf    what the lead member of children's services is told")
    print("  demo-output/northmoor.svg   who answers to whom")
    print("  demo-output/repeated.svg    referrals that were repeated, with the same as a table in repeated.csv")
    print("The whole scorecard:  .venv/bin/clearline figures scorecard Northmoor --store demo-output/figures")
    print("The same council in a browser, with an account for each role:  .venv/bin/clearline serve --demo")
    print("  (made anew in clearline-demo, with passwords of its own; those above are of demo-output/home)")
    print("Describe your own council with:  .venv/bin/clearline organisation new our-council.yaml")
    return 0


def _words(command: str) -> Iterator[str]:
    """Yield the words of a command as a shell would, with the files that a pattern means."""
    for word in shlex.split(command):
        yield from sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(word)) if "*" in word else (word,)


if __name__ == "__main__":
    sys.exit(main())
