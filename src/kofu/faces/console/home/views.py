"""The first page: what there is to do today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Tiles to the parts of the console that the account may open."""
    return render(request, "console/home/home.html")
