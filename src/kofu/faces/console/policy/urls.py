"""Addresses of the rules. A pack is named by its key: no path of a file stands in an address."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.policy import comparing, proving, reading

app_name = "policy"
urlpatterns = [
    path("", reading.listed, name="list"),
    path("<str:key>/", reading.pack, name="pack"),
    path("<str:key>/settings/", reading.settings, name="settings"),
    path("<str:key>/timeline/", reading.timeline, name="timeline"),
    path("<str:key>/proof/", proving.proof, name="proof"),
    path("<str:key>/cases/", proving.cases, name="cases"),
    path("<str:key>/compare/", comparing.compare, name="compare"),
    path("<str:key>/endings/", comparing.ends, name="endings"),
]
