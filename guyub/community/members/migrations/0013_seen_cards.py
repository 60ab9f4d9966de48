"""An index over who saw a card, which is asked for each person when a table of members is undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0012_worker_has_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="memberfile",
            index=models.Index(
                name="member_file_by_ktp_seen_by",
                fields=("ktp_seen_by",),
                condition=models.Q(("ktp_seen_by__isnull", False)),
            ),
        ),
    ]
