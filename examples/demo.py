"""`make demo`: the main job on the demonstration authority, step by step, printing where to look."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUT = ROOT / "demo-output"

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
)


def main() -> int:
    """Run the steps; return 0 unless one could not be run at all."""
    OUT.mkdir(exist_ok=True)
    for words, command in STEPS:
        print(f"\n{'=' * 100}\n{words}\n$ clearline {command}\n", flush=True)
        done = subprocess.run([sys.executable, "-m", "clearline.cli", *command.split()], cwd=ROOT, check=False)
        if done.returncode > 1:
            return done.returncode
    print(f"\n{'=' * 100}\nThe picture is demo-output/northmoor.svg: open it in a browser.")
    print("Describe your own council with:  .venv/bin/clearline organisation new our-council.yaml")
    return 0


if __name__ == "__main__":
    sys.exit(main())
