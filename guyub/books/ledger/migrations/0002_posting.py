from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_journal'),
        ('kernel', '0002_issued_papers'),
        ('cooperatives', '0002_common_unit'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / '0002_posting.sql').read_text(encoding='utf-8'), (HERE / '0002_posting_reverse.sql').read_text(encoding='utf-8')
        ),
    ]
