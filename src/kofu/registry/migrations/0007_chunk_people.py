"""The people of a chunk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_later_rows"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="runperson",
            index=models.Index(
                condition=models.Q(("chunk__isnull", False)),
                fields=["run", "chunk"],
                name="run_person_chunk",
            ),
        ),
    ]
