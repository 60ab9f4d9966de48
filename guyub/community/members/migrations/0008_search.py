"""A search by a part of the name reads one index and not the table."""

from django.db import migrations, models

# Only of pages that vacuum knows to be visible to all can the index speak alone. A table that brought 50,000 members
# is a small part of two million, which by the usual rule (a fifth) would wait for vacuum for long.
SOON = "autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000"
USUAL = "autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold"


class Migration(migrations.Migration):
    """Index with what is asked, vacuumed soon after an import."""

    dependencies = [("members", "0007_own_requests")]

    operations = [
        migrations.RemoveIndex(model_name="memberfile", name="member_file_by_name"),
        migrations.AddIndex(
            model_name="memberfile",
            index=models.Index(fields=["cooperative", "name"], include=("id",), name="member_file_by_name"),
        ),
        migrations.RunSQL(
            f"ALTER TABLE members_memberfile SET ({SOON})",
            reverse_sql=f"ALTER TABLE members_memberfile RESET ({USUAL})",
        ),
    ]
