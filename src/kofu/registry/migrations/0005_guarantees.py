"""What the database itself holds: chains of actions, live certificates, history that stays."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from kofu.registry.issued.states import ALLOWED
from kofu.registry.rights import guards, read
from kofu.registry.runs.states import RUN_ALLOWED

HISTORY = (
    "load",
    "person",
    "enrolment_fact",
    "residence_fact",
    "burden_fact",
    "card_fact",
    "request_fact",
    "holding_fact",
    "person_event",
    "run",
    "run_action",
    "run_person",
    "pull",
    "chunk_done",
    "stopped_person",
    "document",
    "action",
    "log_entry",
    "log_subject",
    "log_batch",
    "legal_hold",
    "legal_hold_end",
    "deletion_certificate",
)
"""The tables of history there are by now."""


def allow(apps, schema_editor):
    for name, rows in (("Allowed", ALLOWED), ("RunAllowed", RUN_ALLOWED)):
        model = apps.get_model("registry", name)
        model.objects.using(schema_editor.connection.alias).bulk_create(
            model(before=before.value, step=step.value, after=after.value)
            for before, step, after in sorted(rows)
        )


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_log_and_keeping")]
    operations = [
        TrigramExtension(),
        migrations.RunPython(allow),
        migrations.RunSQL(read("chains.sql")),
        migrations.RunSQL(read("live.sql")),
        migrations.RunSQL(read("stamp.sql")),
        migrations.RunSQL([read("history.sql"), *guards(HISTORY)]),
    ]
