"""Loads an uploaded file of figures, as the analyst's own command does, and deletes it."""

from datetime import date
from pathlib import Path

from django.utils import timezone

from clearline.accounts.trail.actions import record
from clearline.jobs.running import Run
from clearline.kit.errors import BadInput, Problem
from clearline.measures import receiving
from clearline.measures.content import load as known
from clearline.measures.loading.load import LoadedFile, load
from clearline.measures.loading.local import load_local
from clearline.measures.queries import Seen, figures_root
from clearline.measures.showing.loading_commands import loaded_lines


def load_figures(run: Run, *, folder: str, kind: receiving.Kind, published: str | None) -> None:
    """Load the file in a folder of uploads, and delete it. The same bytes loaded twice change nothing.

    Raises ``BadInput`` with what is wrong with it; then it is deleted too, and has to be put right and sent again.
    """
    run.tell(0, 1)
    try:
        done = _loaded(run, receiving.kept(folder), kind, date.fromisoformat(published) if published else None)
    except BadInput as error:
        receiving.forget(folder)
        raise BadInput(*(_without_folder(one) for one in error.problems)) from None
    release = done.release
    with run.finishing("\n".join(loaded_lines(done))):
        record(
            by=run.by, did="figures loaded" if done.new else "figures found loaded already",
            about=f"figures:{done.file}",
            after={"dataset": release.dataset, "release": release.label, "rows": release.rows,
                   "sha256": release.digest},
        )  # fmt: skip
    receiving.forget(folder)


def clear_uploads(run: Run) -> None:
    """Delete uploaded files whose work never came to an end."""
    with run.finishing():
        receiving.forget_old()


def _loaded(run: Run, path: Path, kind: receiving.Kind, published: date | None) -> LoadedFile:
    assert run.by.authority is not None
    store = Seen(figures_root(), run.by.authority.gss_code)
    if kind == "published":
        return load([path], store, published=published).files[0]
    area = store.areas().find(run.by.authority.gss_code)
    own = load_local(path, store, area, timezone.localdate())
    title = next(one.title for one in known().datasets if one.key == "local")
    return LoadedFile(file=path.name, title=f"{title}, {area.name}", release=own.release, new=not own.already)


def _without_folder(problem: Problem) -> Problem:
    """Return a problem that names its file and not where it lies on the machine."""
    return Problem(Path(problem.file.name) if problem.file else None, problem.line, problem.what, problem.todo)
