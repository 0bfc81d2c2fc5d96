"""Addresses of the counter: numbers of the register, never anybody's data."""

from __future__ import annotations

from django.urls import path

from kofu.faces.console.counter import done, papers, pulling, reading
from kofu.faces.console.counter.flows import FLOWS
from kofu.faces.console.counter.guided import guided, guided_about

_ABOUT = {
    "withdrawal": "applications/<int:about>/withdrawal/",
    "step": "documents/<int:about>/step/",
}

app_name = "counter"
urlpatterns = [
    path("<int:number>/done/<int:application>/", done.done, name="done"),
    path("<int:number>/documents/<int:document>/", papers.document, name="document"),
    path("<int:number>/documents/<int:document>/print/", papers.print_now, name="print"),
    path("<int:number>/documents/<int:document>/reading/", reading.make, name="make"),
    path("<int:number>/runs/<int:run>/pull/", pulling.pull_out, name="pull"),
    *(
        path(f"<int:number>/{address}", guided_about(name), name=name)
        for name, address in _ABOUT.items()
    ),
    *(
        path(f"<int:number>/{name.replace('_', '-')}/", guided(name), name=name)
        for name in FLOWS
        if name not in _ABOUT
    ),
]
