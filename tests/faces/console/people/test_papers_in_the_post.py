"""What a person's page says of the mail: the number to ask the post with, what came back and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.registry.conftest import Register
from tests.registry.post.test_post_intake import BACK, file, posted

__all__ = ["posted"]


@pytest.mark.parametrize(
    ("whom", "number", "said"),
    [
        ("a", "560-70-00000-0", "お届け済み"),
        ("b", "560-70-00001-1", "返戻"),
        ("d", "", "差出し済み"),
        ("e", "", "差出し済み"),
    ],
)
def test_the_page_tells_number_and_state(
    posted: dict[str, int],
    register: Register,
    tmp_path: Path,
    console: Callable[..., Any],
    whom: str,
    number: str,
    said: str,
) -> None:
    from kofu.registry.insurer.settle import settle_insurer
    from kofu.registry.people.tables import Person
    from kofu.registry.post.intake import take_in

    take_in(file(tmp_path, BACK), by="yubin")
    settle_insurer("tokyo-kouki", by="tests")
    person = Person.objects.get(person_id=whom)
    page = console("counter").get(f"/people/{person.pk}/").content.decode()
    papers = page[page.index('id="papers-heading"') :].partition("</section>")[0]
    assert re.findall(r"問い合わせ番号 ([0-9-]+)", papers) == ([number] if number else [])
    assert said in papers
    came_back = whom == "b"
    assert ("保管期間経過" in papers) == came_back
    # 特定記録, the first time (mail/after/after.yaml): it is sent again.
    assert ("同じ方法で再送する" in papers) == came_back
