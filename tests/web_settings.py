"""Settings of the site for tests: a home of its own, quick hashing, plain static files, no mail sent."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="clearline-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["CLEARLINE_HOME"] = _home
os.environ["CLEARLINE_HTTPS"] = "no"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # a page of the browser waits in the thread of the test

from clearline.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_home}/tests.sqlite3"}  # noqa: F405  # a file: processes share it
