"""Registers as files: a template to fill in, and a file looked through before its rows are put in."""

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.doors.exports import exported
from clearline.doors.links import link
from clearline.doors.values import Tag
from clearline.kit.errors import BadInput
from clearline.kit.rows import Row
from clearline.registers import actions, loading
from clearline.registers.forms import FileForm, RowsForm
from clearline.registers.known import known_on
from clearline.registers.pages.entries import kept_by
from clearline.registers.pages.framing import authority_of
from clearline.registers.vocabulary import Register

DOES = {
    "new": Tag("New", "green"), "changed": Tag("Changed", "blue"), "same": Tag("Same", "grey"),
    "wrong": Tag("Cannot be used", "red"),
}  # fmt: skip


@page("keep registers")
def template(request: Request, register: str) -> HttpResponse:
    """Give out a file with the headings of a register and no rows."""
    one = kept_by(request, register)
    kind = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    return exported(request, f"{register}-template", kind, loading.headings(one), [])  # type: ignore[arg-type]


@page("keep registers", methods=("GET", "POST"))
def load(request: Request, register: str) -> HttpResponse:
    """Look a file through: say what each of its rows would change. Nothing is changed yet."""
    one = kept_by(request, register)
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > loading.LARGEST:
                raise BadInput(f"The file is larger than {loading.LARGEST // 1_000_000} MB.")
            rows = loading.read_upload(file.name, file.read(), one)
        except BadInput as bad:
            for problem in bad.problems[:20]:
                form.add_error("file", str(problem))
        else:
            return _looked_through(request, one, rows, RowsForm(initial={"rows": msgspec.json.encode(rows).decode()}))
    named_by = [f"“{one.column(key).title}”" for key in one.named_by]
    context = {"title": "Load a file", "one": one, "form": form, "xlsx": {"format": "xlsx"}, "named_by": named_by}
    return render(request, "registers/load.html", context)


@page("keep registers", methods=("GET", "POST"))
def put(request: Request, register: str) -> HttpResponse:
    """Put the rows of a file that was looked through in the register, all of them or none."""
    one = kept_by(request, register)
    if request.method != "POST":
        return redirect(link(request, "registers:load", register))
    form = RowsForm(request.POST)
    try:
        rows = msgspec.json.decode(request.POST.get("rows", ""), type=list[Row])
        loading.checked_again(rows)
    except (msgspec.MsgspecError, BadInput):
        messages.error(request, "Choose the file again.")
        return redirect(link(request, "registers:load", register))
    if form.is_valid():
        try:
            done = actions.load_rows(
                by=request.acting, register=register, rows=rows, on=request.on, why=form.cleaned_data["why"]
            )
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, f"{done['new']} added, {done['changed']} changed, {done['same']} as they were.")
            return redirect(link(request, "registers:register", register))
    return _looked_through(request, one, rows, form)


def _looked_through(request: Request, one: Register, rows: list[Row], form: RowsForm) -> HttpResponse:
    """Show what each row would change, and ask whether to do it."""
    known, _ = known_on(authority_of(request), request.on, named=True)
    found = loading.compare(authority_of(request), one, rows, known)
    rows_shown = [(row.line, DOES[row.does], row.title, loading.what(row)) for row in found]
    counts = [(tag, sum(row.does == does for row in found)) for does, tag in DOES.items()]
    usable = not any(row.does == "wrong" for row in found) and any(row.does in ("new", "changed") for row in found)
    context = {
        "title": "What the file would change", "one": one, "form": form, "counts": counts, "usable": usable,
        "rows": rows_shown, "untouched": loading.untouched(one, rows),
    }  # fmt: skip
    return render(request, "registers/looked_through.html", context)
