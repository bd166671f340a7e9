"""The `clearline` command: gathers the commands of each feature."""

import sys

import click

from clearline.kit.commands import Commands

HOMES = {
    "check": "clearline.checks.commands:check_command",
    "line": "clearline.organisations.lines.commands:line_command",
    "what-if": "clearline.checks.commands:what_if_command",
    "guidance": "clearline.guidance.commands:guidance",
    "organisation": "clearline.organisations.commands:organisation",
    "figures": "clearline.measures.commands:figures",
    "returns": "clearline.measures.returns.commands:returns",
    "demo-data": "clearline.measures.demo_data.commands:demo_data_command",
    "serve": "clearline.web.commands:serve_command",
    "site": "clearline.accounts.commands:site",
    "authority": "clearline.transfer.commands:authority",
    "trail": "clearline.accounts.trail.commands:trail",
    "person": "clearline.transfer.information_law.commands:person",
    "foi": "clearline.transfer.information_law.commands:foi",
    "retention": "clearline.transfer.information_law.commands:retention",
    "backup": "clearline.transfer.commands:backup_command",
    "restore": "clearline.transfer.commands:restore_command",
    "verify": "clearline.transfer.commands:verify_command",
    "report": "clearline.reports.commands:report_command",
    "reports": "clearline.reports.commands:reports",
    "assurance": "clearline.assurance.commands:assurance",
    "standing": "clearline.checks.standing_commands:standing_command",
    "calendar": "clearline.schedule.commands:calendar",
    "registers": "clearline.registers.commands:registers",
    "jobs": "clearline.jobs.commands:jobs",
}


# a terminal of few letters shows what it can rather than failing; a captured output has nothing to set
getattr(sys.stdout, "reconfigure", dict)(errors="replace")


@click.group(cls=Commands, homes=HOMES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clearline")
def main() -> None:
    """Who is accountable for children's services, and does the structure follow the statutory guidance?

    Example: clearline check our-council.yaml --on 2009-09-01

    Clearline is not legal advice. A finding appears not to meet a provision; the monitoring officer has the last word.
    """


if __name__ == "__main__":
    main()
