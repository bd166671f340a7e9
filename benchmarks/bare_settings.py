"""The site's settings with one more page: a bare one, for reference."""

from clearline.web.settings import *  # noqa: F403

ROOT_URLCONF = "bare_urls"
