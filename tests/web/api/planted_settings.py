"""Settings of the site at which made-up requests are thrown: those of the site, with a fault that must be found."""

from served_settings import *  # noqa: F403

ROOT_URLCONF = "planted_urls"
