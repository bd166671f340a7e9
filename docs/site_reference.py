"""The page of the reference about the site: who may do what."""

from collections.abc import Iterator

from clearline.accounts.permissions import PERMISSIONS, ROLES


def roles_page() -> Iterator[str]:
    """Yield the page of roles: first each role with what it may, then each permission with who has it."""
    yield "# Roles and permissions\n\nWho may, at one authority. When something may be done is said on its page.\n"
    yield "The public has no account: it reads what is published.\n"
    for role in ROLES:
        may = [permission for permission, roles in PERMISSIONS.items() if role in roles]
        yield f"\n## {role.replace('-', ' ')}\n\n{'; '.join(may)}.\n"
    yield "\n## By permission\n\n| permission | roles |\n|---|---|\n"
    for permission, roles in PERMISSIONS.items():
        named = [role.replace("-", " ") for role in ROLES if role in roles]
        yield f"| {permission} | {'all' if len(named) == len(ROLES) else ', '.join(named)} |\n"
