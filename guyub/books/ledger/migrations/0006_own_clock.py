from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0005_longer_contexts'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0006_own_clock.sql').read_text(encoding='utf-8'),
            (HERE / '0006_own_clock_reverse.sql').read_text(encoding='utf-8'),
        ),
    ]
