"""How somebody wishes to read: the language of a letter, and a reading aid."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0015_log_read"),
    ]

    operations = [
        migrations.AddField(model, name, models.TextField(null=True))
        for model in ("requestfact", "personnow")
        for name in ("letter_language", "reading_aid")
    ]
