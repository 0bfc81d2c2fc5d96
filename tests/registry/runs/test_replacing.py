"""A run of changes takes the place of what people hold; nobody ever holds two."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.registry.conftest import Register
from tests.registry.runs.test_population import looked_at, person, taken
from tests.registry.runs.test_runs import done

KNOWN, ON = date(2026, 6, 13), date(2026, 7, 1)


def test_a_change_replaces_the_certificate_held(register: Register, tmp_path: Path) -> None:
    from kofu.registry.issued.tables import Action, Document, LiveCertificate
    from kofu.registry.people.tables import Person
    from kofu.registry.runs.plan import Asked, plan
    from kofu.registry.runs.states import RunKind

    taken(tmp_path, date(2026, 5, 31), [person("1"), person("2")])
    plan(Asked(RunKind.CHANGES, "tokyo-kouki", date(2026, 6, 1), KNOWN, date(2026, 6, 1), "sato"))
    who = Person.objects.get(person_id="1")
    held = Document.objects.create(
        person=who, kind="certificate", valid_from=date(2025, 8, 1), valid_until=date(2026, 7, 31),
        issued_on=date(2025, 8, 1), law_on=ON, law_known=ON, pack="", pack_hash="", facts_hash="",
        class_key=0, receipt="", origin="inherited",
    )  # fmt: skip
    Action.objects.create(
        document=held, seq=1, before="new", step="inherit", after="delivered",
        on_day=date(2025, 8, 1), by="sato",
    )  # fmt: skip
    moved = person("1", address="東京都千代田区霞が関2丁目1番1号")
    taken(tmp_path, date(2026, 6, 10), [moved, person("2")])
    run = done(plan(Asked(RunKind.CHANGES, "tokyo-kouki", ON, KNOWN, ON, "sato")))
    last = Action.objects.filter(document=held).order_by("-seq").first()
    assert last is not None
    assert (last.after, last.on_day) == ("replaced", ON)
    made = Document.objects.get(run=run, person=who)
    live = {
        one.document_id: (one.during.lower, one.during.upper)
        for one in LiveCertificate.objects.filter(person=who)
    }
    assert live[held.pk] == (date(2025, 8, 1), ON)
    assert live[made.pk][0] == ON


def test_returned_mail_is_issued_anew_once(register: Register, tmp_path: Path) -> None:
    from kofu.registry.issued.tables import Action, Document
    from kofu.registry.people.tables import Person
    from kofu.registry.post.intake import take_in
    from kofu.registry.runs.plan import Asked, plan
    from kofu.registry.runs.states import RunKind

    taken(tmp_path, date(2026, 5, 31), [person("1"), person("2")])
    held = Document.objects.create(
        person=Person.objects.get(person_id="1"), kind="certificate", delivery="recorded",
        valid_from=date(2025, 8, 1), valid_until=date(2026, 7, 31), issued_on=date(2025, 8, 1),
        law_on=ON, law_known=ON, pack="", pack_hash="", facts_hash="", class_key=0, receipt="",
        origin="inherited",
    )  # fmt: skip
    Action.objects.create(
        document=held, seq=1, before="new", step="inherit", after="delivered",
        on_day=date(2025, 8, 1), by="sato",
    )  # fmt: skip
    back = tmp_path / "kekka.csv"
    back.write_text(f"書類番号,日付,結果,理由\n{held.pk},2026-06-01,返戻,保管期間経過\n", "utf-8")
    take_in(back, "sato")
    assert looked_at("returned", ON) == {"1": "reissue"}
    done(plan(Asked(RunKind.RETURNED, "tokyo-kouki", ON, KNOWN, ON, "sato")))
    steps = Action.objects.filter(document=held).order_by("seq").values_list("after", flat=True)
    assert list(steps) == ["delivered", "returned", "replaced"]
    assert looked_at("returned", ON) == {}
