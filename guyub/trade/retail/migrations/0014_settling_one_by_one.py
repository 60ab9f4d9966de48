from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('retail', '0013_bon_reminders'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0014_settling_one_by_one.sql').read_text(encoding='utf-8'),
            (HERE / '0006_paid_otherwise.sql').read_text(encoding='utf-8'),
        ),
    ]
