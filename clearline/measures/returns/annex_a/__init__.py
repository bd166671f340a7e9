"""Annex A: the child-level lists 1 to 11 that Ofsted asks for at an inspection, as Excel workbooks."""

from pathlib import Path


def recognise(path: Path, head: bytes) -> bool:
    """Return whether a file that begins with ``head`` is a workbook in which a sheet is one of the lists.

    Raises ``BadInput`` when it is a workbook that must not be opened.
    """
    from clearline.measures.returns.annex_a.sheets import lists_of

    return head.startswith(b"PK") and bool(lists_of(path))
