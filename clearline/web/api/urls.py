"""The addresses of what programs ask for."""

from django.urls import path, re_path

from clearline.web.api.api import api, documentation, nothing, openapi

urlpatterns = [
    path("", documentation, name="documentation"),
    path("openapi.json", openapi, name="openapi"),
    *(one for one in api.urls[0] if getattr(one, "name", "") != "api-root"),
    re_path(r"^[\s\S]+$", nothing, name="nothing"),
]
