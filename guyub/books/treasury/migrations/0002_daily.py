
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('treasury', '0001_places_and_events'),
    ]

    operations = []
