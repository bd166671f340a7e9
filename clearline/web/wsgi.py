"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearline.web.settings")

application = get_wsgi_application()

from clearline.web import warming  # noqa: E402 - once the settings are there

warming.begin()
