"""The triggers by which both databases refuse to change or remove what the trail holds. One change is let through:
the value and salt of a personal value may be taken away once, by an entry that says so."""

from django.db.backends.base.base import BaseDatabaseWrapper

NAMES = frozenset(f"trail_{table}_{what}" for table in ("entry", "kept") for what in ("update", "delete", "again"))
"""What both databases call them. ``again`` is INSERT OR REPLACE on SQLite, and TRUNCATE on PostgreSQL."""

_ERASES = """OLD.erased_by_id IS NULL AND NEW.erased_by_id IS NOT NULL AND NEW.salt IS NULL AND NEW.value IS NULL
    AND NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND NEW.place = OLD.place"""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"

# INSERT OR REPLACE removes a row without asking a DELETE trigger, so the same number or id is refused before it
_SQLITE = (
    f"CREATE TRIGGER trail_entry_update BEFORE UPDATE ON trail_entry {_REFUSE}",
    f"CREATE TRIGGER trail_entry_delete BEFORE DELETE ON trail_entry {_REFUSE}",
    f"""CREATE TRIGGER trail_entry_again BEFORE INSERT ON trail_entry WHEN EXISTS (SELECT 1 FROM trail_entry
    WHERE id = NEW.id OR (authority_id IS NEW.authority_id AND sequence = NEW.sequence)) {_REFUSE}""",
    f"CREATE TRIGGER trail_kept_update BEFORE UPDATE ON trail_kept WHEN NOT ({_ERASES}) {_REFUSE}",
    f"CREATE TRIGGER trail_kept_delete BEFORE DELETE ON trail_kept {_REFUSE}",
    f"""CREATE TRIGGER trail_kept_again BEFORE INSERT ON trail_kept WHEN EXISTS (SELECT 1 FROM trail_kept
    WHERE id = NEW.id OR (entry_id = NEW.entry_id AND place = NEW.place)) {_REFUSE}""",
)

_DO = "EXECUTE FUNCTION trail_refuse()"
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"CREATE TRIGGER trail_entry_update BEFORE UPDATE ON trail_entry FOR EACH ROW {_DO}",
    f"CREATE TRIGGER trail_entry_delete BEFORE DELETE ON trail_entry FOR EACH ROW {_DO}",
    f"CREATE TRIGGER trail_entry_again BEFORE TRUNCATE ON trail_entry FOR EACH STATEMENT {_DO}",
    f"CREATE TRIGGER trail_kept_update BEFORE UPDATE ON trail_kept FOR EACH ROW WHEN (NOT ({_ERASES})) {_DO}",
    f"CREATE TRIGGER trail_kept_delete BEFORE DELETE ON trail_kept FOR EACH ROW {_DO}",
    f"CREATE TRIGGER trail_kept_again BEFORE TRUNCATE ON trail_kept FOR EACH STATEMENT {_DO}",
)

_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND tgrelid::regclass::text LIKE 'trail%'",
}


def add(connection: BaseDatabaseWrapper) -> None:
    """Add the triggers; for a migration."""
    with connection.cursor() as cursor:
        for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[connection.vendor]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers; for a migration backwards, and for tests, which tamper and empty tables."""
    with connection.cursor() as cursor:
        for name in sorted(NAMES):
            table = f" ON {name.rpartition('_')[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def missing(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """Return which triggers a database does not have, or has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        return NAMES - {name for (name,) in cursor.fetchall()}
