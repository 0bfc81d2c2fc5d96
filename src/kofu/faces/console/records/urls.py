"""Addresses of the log. What is looked for stands in the session, never in an address."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.records import giving, reading

app_name = "records"
urlpatterns = [
    path("", reading.listed, name="list"),
    path("person/", reading.person, name="person"),
    path("events/", reading.events, name="events"),
    path("chain/", giving.chain, name="chain"),
    path("export/", giving.export, name="export"),
]
