"""Where later rows lie (as-of questions), and who is missing or came back."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_guarantees"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="burdenfact",
            index=django.contrib.postgres.indexes.BrinIndex(
                models.F("valid_from"),
                models.F("known_at"),
                name="burdenfact_later",
                pages_per_range=32,
            ),
        ),
        migrations.AddIndex(
            model_name="cardfact",
            index=django.contrib.postgres.indexes.BrinIndex(
                models.F("valid_from"),
                models.F("known_at"),
                name="cardfact_later",
                pages_per_range=32,
            ),
        ),
        migrations.AddIndex(
            model_name="enrolmentfact",
            index=django.contrib.postgres.indexes.BrinIndex(
                models.F("valid_from"),
                models.F("known_at"),
                name="enrolmentfact_later",
                pages_per_range=32,
            ),
        ),
        migrations.AddIndex(
            model_name="holdingfact",
            index=django.contrib.postgres.indexes.BrinIndex(
                models.F("valid_from"),
                models.F("known_at"),
                name="holdingfact_later",
                pages_per_range=32,
            ),
        ),
        migrations.AddIndex(
            model_name="personevent",
            index=models.Index(
                condition=models.Q(("kind__in", ["vanished", "back"])),
                fields=["person", "-id"],
                name="person_event_presence",
            ),
        ),
        migrations.AddIndex(
            model_name="requestfact",
            index=django.contrib.postgres.indexes.BrinIndex(
                models.F("valid_from"),
                models.F("known_at"),
                name="requestfact_later",
                pages_per_range=32,
            ),
        ),
        migrations.AddIndex(
            model_name="residencefact",
            index=django.contrib.postgres.indexes.BrinIndex(
                models.F("valid_from"),
                models.F("known_at"),
                name="residencefact_later",
                pages_per_range=32,
            ),
        ),
    ]
