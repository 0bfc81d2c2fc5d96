"""Addresses under /selfcheck/: language, insurer, day, answers; nothing of a person."""

from __future__ import annotations

from django.urls import path

from kofu.faces.selfcheck.views import languages, start, step

urlpatterns = [
    path("selfcheck/", languages),
    path("selfcheck/<slug:code>/", start),
    path("selfcheck/<slug:code>/<slug:name>/<slug:on>/", step),
    path("selfcheck/<slug:code>/<slug:name>/<slug:on>/<str:answers>/", step),
]
