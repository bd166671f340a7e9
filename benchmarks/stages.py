"""`clearline check` in stages: reads an organisation, judges it, and prints the CPU seconds of each.

python benchmarks/stages.py FILE
"""

import sys
from datetime import date
from pathlib import Path
from time import process_time

from clearline.checks.findings import check
from clearline.guidance.content import load
from clearline.organisations.files import read_organisation

ON = date(2009, 9, 1)


def main(path: Path) -> None:
    """Read and judge one organisation by the 2009 edition."""
    guidance = load()
    start = process_time()
    organisation = read_organisation(path)
    loaded = process_time()
    check(organisation, guidance, "2009", ON, ON)
    sys.stdout.write(f"load {loaded - start:.4f} rules {process_time() - loaded:.4f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
