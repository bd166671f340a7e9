"""Settings of a site that a test serves for real: those of the site, with a page more."""

from clearline.web.settings import *  # noqa: F403

ROOT_URLCONF = "served_urls"
