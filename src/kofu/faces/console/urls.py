"""Addresses of the console; each area has its own file. No address holds personal data."""

from __future__ import annotations

from django.urls import include, path

from kofu.faces.api.api import api
from kofu.faces.console.home.views import home

handler404 = "kofu.faces.console.frame.refusals.not_found"
handler403 = "kofu.faces.console.frame.refusals.forbidden"

urlpatterns = [
    path("", home, name="home"),
    path("staff/", include("kofu.faces.console.staff.urls")),
    path("api/", api.urls),
    path("language/", include("django.conf.urls.i18n")),
]
