"""Reads a large organisation's posts from CSV: id, title, role, reports_to, holder, head_of_paid_service, ..."""

from pathlib import Path

from clearline.kit.reading import Places
from clearline.organisations.picture import Organisation


def read_posts(path: Path) -> tuple[Organisation, Places]:
    raise NotImplementedError
