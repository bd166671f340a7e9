"""The windows in which the tests of pages look."""

from windows import _server, chromium, faults, page, page_without_javascript, site

__all__ = ["_server", "chromium", "faults", "page", "page_without_javascript", "site"]
