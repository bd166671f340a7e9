"""The files of an authority that rows name by their digest: evidence, issued reports and the Word template."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from clearline.accounts.models import Authority
from clearline.kit import filed
from clearline.kit.errors import BadInput, Problem
from clearline.transfer.reading_records import Records
from clearline.transfer.records import Row, Rows, file_of

FOLDER = "files"

COLUMNS = {"evidence.Version": "digest", "schedule.IssuedFile": "sha256", "reports.WordTemplate": "digest"}
"""The tables whose rows name a file, and the column that does."""

NO_FILE = ("", "infected")
"""What the scanner says of a version of evidence that is no file, or whose file was deleted."""


def digest_in(model: type[Model], fields: Row) -> str:
    """Return the digest of the file that a row names; "" for none."""
    column = COLUMNS.get(model._meta.label)
    if column is None or fields.get("scan", "clean") in NO_FILE:
        return ""
    digest: str = fields[column]
    return digest


def kept_in(model: type[Model], key: str) -> Path:
    """Return where the files that a table names are kept for an authority."""
    folder = settings.EVIDENCE if model._meta.label == "evidence.Version" else settings.ISSUED
    return Path(folder) / key


def copy_out(rows: Rows, authority: Authority, target: Path) -> None:
    """Copy every file that a row names. Raises ``BadInput`` for one that is gone or was changed."""
    for model, here in rows.items():
        for one in here:
            digest = digest_in(model, one.fields)
            if digest and not (target / digest).exists():
                content = filed.read_filed(kept_in(model, authority.key), digest)
                target.mkdir(exist_ok=True)
                (target / digest).write_bytes(content)


def check_files(folder: Path, records: Records, key: str) -> None:
    """Raise ``BadInput`` unless every file that a line names is in the folder or here, each as its digest says."""
    problems = [
        Problem(path, None, "is not what was filed: its name is not the digest of what it holds.", "Export it again.")
        for path in sorted((folder / FOLDER).glob("*"))
        if filed.digest_of(path.read_bytes()) != path.name
    ]
    for model, number, digest in _named(records):
        if not filed.NAME.match(digest):
            what = f"names a file by '{digest[:70]}', which is no SHA-256."
            problems.append(Problem(folder / file_of(model), number, what))
        elif not ((folder / FOLDER / digest).is_file() or filed.path_of(kept_in(model, key), digest).is_file()):
            what = f"names the file {digest[:12]}…, which is neither in {FOLDER}/ nor here."
            problems.append(Problem(folder / file_of(model), number, what))
    if problems:
        raise BadInput(*problems[:50])


def put_files(folder: Path, records: Records, key: str) -> Iterator[Path]:
    """File every file that a line names and that is not here yet; yield where each is, as soon as it is there."""
    for model, number, digest in _named(records):
        place = filed.path_of(kept_in(model, key), digest)
        if not place.exists():
            done = filed.file_away(kept_in(model, key), (folder / FOLDER / digest).read_bytes())
            yield filed.path_of(kept_in(model, key), done)
            if done != digest:
                raise BadInput(
                    Problem(folder / file_of(model), number, f"names the file {digest[:12]}…, which changed.")
                )


def _named(records: Records) -> Iterator[tuple[type[Model], int, str]]:
    for model, lines in records.items():
        for line in lines:
            digest = digest_in(model, line.fields)
            if digest:
                yield model, line.number, digest
