"""Clerks at work, for locust: find somebody, open their page, look at runs, think in between.

Started by `benchmarks/console.py`, which puts names to look for and cookies into the environment.
"""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path

from locust import HttpUser, between, task

_TOLD = json.loads(Path(os.environ["KOFU_CLERKS"]).read_text(encoding="utf-8"))
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PERSON = re.compile(r'href="(/people/\d+/)"')


class Clerk(HttpUser):
    """One of fifty; every few seconds something new."""

    wait_time = between(2, 6)

    def on_start(self) -> None:
        self.client.cookies.set("kofu", random.choice(_TOLD["cookies"]))
        first = self.client.get("/people/", name="search page").text
        found = _TOKEN.search(first)
        self.token = found[1] if found else ""
        self.people: list[str] = []

    @task(5)
    def find(self) -> None:
        """Half the clerks type as the page listens, half press the button: the same work."""
        words = random.choice(_TOLD["words"])
        answer = self.client.post(
            "/people/",
            {"words": words, "csrfmiddlewaretoken": self.token},
            headers={"HX-Request": "true", "Referer": self.host + "/people/"},
            name="find",
        )
        self.people = _PERSON.findall(answer.text) or self.people

    @task(5)
    def look(self) -> None:
        if self.people:
            self.client.get(random.choice(self.people), name="a person's page")

    @task(1)
    def runs(self) -> None:
        self.client.get("/runs/", name="runs")

    @task(1)
    def home(self) -> None:
        self.client.get("/", name="first page")
