"""The post: numbers lent and taken, which piece bears which, results of the post."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from kofu.registry.issued.states import ALLOWED
from kofu.registry.rights import guards, read

HISTORY = ("tracking_lent", "numbered_piece", "post_intake", "post_result")
"""The tables of history that are new."""


def allow(apps, schema_editor):
    """A step that was not in the table before."""
    model = apps.get_model("registry", "Allowed")
    model.objects.using(schema_editor.connection.alias).bulk_create(
        (
            model(before=before.value, step=step.value, after=after.value)
            for before, step, after in sorted(ALLOWED)
        ),
        ignore_conflicts=True,
    )


def key():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def to(model, **how):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=model, **how)


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_chunk_people")]

    operations = [
        migrations.CreateModel(
            name="TrackingLent",
            fields=[
                ("id", key()),
                ("product", models.TextField()),
                ("numbers", django.contrib.postgres.fields.ranges.BigIntegerRangeField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"db_table": "tracking_lent"},
        ),
        migrations.AddConstraint(
            model_name="trackinglent",
            constraint=models.UniqueConstraint(
                fields=("product", "numbers"), name="tracking_lent_once"
            ),
        ),
        migrations.CreateModel(
            name="TrackingTaken",
            fields=[
                ("id", key()),
                ("day", models.DateField()),
                ("numbers", django.contrib.postgres.fields.ranges.BigIntegerRangeField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("lent", to("registry.trackinglent", db_index=False)),
                ("run", to("registry.run", db_column="run_identity", to_field="identity")),
            ],
            options={"db_table": "tracking_taken"},
        ),
        migrations.AddConstraint(
            model_name="trackingtaken",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("numbers", "&&"), ("during", "&&")], name="tracking_taken_once"
            ),
        ),
        migrations.CreateModel(
            name="NumberedPiece",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id",
                        "envelope",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("envelope", models.IntegerField()),
                ("tracking", models.BigIntegerField()),
                ("day", models.DateField()),
                ("run", to("registry.run", db_index=False)),
            ],
            options={"db_table": "numbered_piece"},
        ),
        migrations.AddConstraint(
            model_name="numberedpiece",
            constraint=models.UniqueConstraint(
                fields=("tracking", "day"), name="numbered_piece_once_a_day"
            ),
        ),
        migrations.AddField(
            model_name="document", name="envelope", field=models.IntegerField(null=True)
        ),
        # Whatever asks for the documents of a run finds them by the index of its envelopes.
        migrations.AlterField(
            model_name="document", name="run", field=to("registry.run", null=True, db_index=False)
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["run", "envelope"], name="document_envelope"),
        ),
        migrations.CreateModel(
            name="PostIntake",
            fields=[
                ("id", key()),
                ("sha256", models.TextField(unique=True)),
                ("rows", models.IntegerField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"db_table": "post_intake"},
        ),
        migrations.CreateModel(
            name="PostResult",
            fields=[
                ("id", key()),
                ("row", models.IntegerField(null=True)),
                ("seq", models.SmallIntegerField(null=True)),
                ("event", models.TextField()),
                ("day", models.DateField()),
                ("reason", models.TextField(default="")),
                ("state", models.TextField()),
                ("code", models.TextField(default="")),
                ("next", models.TextField(default="")),
                ("document", to("registry.document", db_index=False)),
                ("intake", to("registry.postintake", null=True)),
            ],
            options={"db_table": "post_result"},
        ),
        migrations.AddIndex(
            model_name="postresult",
            index=models.Index(fields=["document", "seq"], name="post_result_action"),
        ),
        migrations.RunPython(allow),
        migrations.RunSQL([read("post.sql"), *guards(HISTORY)]),
    ]
