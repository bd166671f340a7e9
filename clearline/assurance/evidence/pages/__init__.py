"""The pages of evidence."""

from clearline.assurance.evidence.pages.adding import add, choose, version
from clearline.assurance.evidence.pages.listing import download, item, items
from clearline.assurance.evidence.pages.using import check, end, newest, use

__all__ = ["add", "check", "choose", "download", "end", "item", "items", "newest", "use", "version"]
