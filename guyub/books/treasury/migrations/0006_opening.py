
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('treasury', '0005_claims_and_funds'),
    ]

    operations = []
