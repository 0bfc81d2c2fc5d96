"""The address of the page for returned mail: a part of its own in the menu."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.counter.scanning import scan

app_name = "returned"
urlpatterns = [path("", scan, name="scan")]
