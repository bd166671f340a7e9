"""Settings of evidence, for clearline.web.settings."""

import os

SCANNER = os.environ.get("CLEARLINE_SCANNER", "")
"""Where clamd listens: ``tcp://host:port`` or ``unix:/path``. Empty: uploads are not scanned, and say so."""

CHECK_LINKS = os.environ.get("CLEARLINE_CHECK_LINKS", "no") == "yes"
"""Whether links of evidence are looked at every night. Off, nothing here ever calls out."""
