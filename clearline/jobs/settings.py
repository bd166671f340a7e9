"""Settings of work that is done later, for clearline.web.settings."""

import os
from datetime import time

from clearline.jobs.kinds import Kind

JOBS = {
    "send mail": Kind("clearline.jobs.mail:deliver"),
    "clear sessions": Kind("clearline.jobs.nightly:clear_sessions"),
    "mail heads": Kind("clearline.jobs.nightly:mail_heads"),
    "forget old work": Kind("clearline.jobs.nightly:forget_old_work"),
    "load figures": Kind(
        "clearline.measures.jobs:load_figures", "change figures", "Load a file of figures", "measures:loading"
    ),
    "clear uploads": Kind("clearline.measures.jobs:clear_uploads"),
    "issue report": Kind(
        "clearline.reports.actions:issue_report", "issue reports", "Issue a report", "reports:being-issued"
    ),
    "mail calendar": Kind("clearline.checks.calendar_mail:mail_calendar"),
    "list what is overdue": Kind("clearline.transfer.information_law.nightly:look_at_retention"),
    "scan held evidence": Kind("clearline.assurance.evidence.jobs:scan_held"),
    "check evidence": Kind("clearline.assurance.evidence.jobs:check_files"),
    "look at links": Kind("clearline.assurance.evidence.jobs:look_at_links"),
}
"""Every kind of work, as the root of the commands names every command; a feature's functions are imported when used."""

NIGHTLY = {
    "clear sessions": time(2, 0),
    "forget old work": time(2, 10),
    "mail heads": time(2, 40),
    "clear uploads": time(2, 20),
    "list what is overdue": time(2, 30),
    "mail calendar": time(6, 30),
    "scan held evidence": time(2, 50),
    "look at links": time(3, 0),
    "check evidence": time(3, 10),
}
"""What the machine does once a day by itself, and from what time of the day here."""

HEADS_TO = [address for address in os.environ.get("CLEARLINE_HEADS_TO", "").split(",") if address]
"""Who is sent the signed heads of the trail every night: at best two officers who do not run the site."""
