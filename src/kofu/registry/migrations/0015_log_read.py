"""The log found by day, event and account."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0014_api"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["event", "-id"], name="log_entry_event"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["by", "-id"], name="log_entry_by"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="log_entry_at"),
        ),
    ]
