from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0003_balance'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0004_two_contexts.sql').read_text(encoding='utf-8'),
            (HERE / '0004_two_contexts_reverse.sql').read_text(encoding='utf-8'),
        ),
    ]
