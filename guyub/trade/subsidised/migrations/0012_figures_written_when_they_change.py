from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subsidised', '0011_queues_are_taken_back'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='outletfigures',
            name='summed_at',
        ),
        migrations.AddField(
            model_name='programme',
            name='summed_at',
            field=models.DateTimeField(null=True),
        ),
    ]
