import django.db.models.deletion
import guyub.foundation.kernel.ids
import guyub.foundation.kernel.tenancy.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0002_issued_papers'),
        ('ledger', '0003_balance'),
        ('treasury', '0005_claims_and_funds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.UUIDField(default=guyub.foundation.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('is_midyear', models.BooleanField()),
                ('recorded_at', models.DateTimeField()),
                ('cooperative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.cooperative')),
                ('entry', guyub.foundation.kernel.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.journalentry')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_entry', guyub.foundation.kernel.tenancy.fields.TenantForeignKey(is_indexed=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.journalentry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_entry__isnull', True)), fields=('cooperative',), name='opening_stands_once')],
            },
        ),
    ]
