import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_uploads'),
        ('supervision', '0004_savings'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlaceLoans',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=13)),
                ('borrowers_count', models.PositiveIntegerField()),
                ('loans_count', models.PositiveIntegerField()),
                ('left_rp', models.BigIntegerField()),
                ('risky_rp', models.BigIntegerField()),
                ('classes', models.JSONField(default=list)),
                ('summed_at', models.DateTimeField()),
                ('cooperative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.cooperative')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cooperative',), name='place_loans_once')],
            },
        ),
    ]
