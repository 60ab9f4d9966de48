
from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_posting'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0003_balance.sql').read_text(encoding='utf-8'), 'DROP FUNCTION ledger_balance'
        ),
    ]
