"""Addresses of the console; each area has its own file. No address holds personal data."""

from __future__ import annotations

from django.urls import include, path

from kofu.faces.api.api import api
from kofu.faces.console.home.views import ask_sweep, home

handler404 = "kofu.faces.console.frame.refusals.not_found"
handler403 = "kofu.faces.console.frame.refusals.forbidden"

urlpatterns = [
    path("", home, name="home"),
    path("people/", include("kofu.faces.console.people.urls")),
    path("sweep/", ask_sweep, name="sweep"),
    path("jobs/", include("kofu.faces.console.jobs.urls")),
    path("rosters/", include("kofu.faces.console.rosters.urls")),
    path("runs/", include("kofu.faces.console.runs.urls")),
    path("policy/", include("kofu.faces.console.policy.urls")),
    path("reports/", include("kofu.faces.console.reports.urls")),
    path("records/", include("kofu.faces.console.records.urls")),
    path("counter/", include("kofu.faces.console.counter.urls")),
    path("returned/", include("kofu.faces.console.counter.scan_urls")),
    path("programs/", include("kofu.faces.console.staff.program_urls")),
    path("staff/", include("kofu.faces.console.staff.urls")),
    path("api/", api.urls),
    path("language/", include("django.conf.urls.i18n")),
]
