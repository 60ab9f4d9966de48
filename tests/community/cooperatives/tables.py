"""Tables as a city might bring them, and what stands in the database before and after."""

import csv
import io
from datetime import date

from guyub.community.cooperatives.models import ImportedRow, LegalRecord, Officer, Profile, ReportedFigure
from guyub.community.cooperatives.selectors.wards import DATA
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import all_cooperatives

TODAY = date(2026, 11, 25)
BUMIAYU, MERGOSONO = "35.73.03.1003", "35.73.03.1002"
TABLES = (Cooperative, Profile, Officer, LegalRecord, ReportedFigure, ImportedRow)
REPORTS = (DATA / "kkmp_malang_reported.csv").read_bytes()
OFFICERS_HEADER = ["Kode", "Nama", "Jabatan", "JK", "Mulai", "Sampai", "Diangkat oleh"]
KETUA = [BUMIAYU, "Bambang Sutrisno", "Ketua", "L", "2 Jun 2025", "1 Jun 2030", "Musyawarah"]


def dump(*, without=()):
    """Write down every row of every table that an import touches."""
    with all_cooperatives("a test compares all rows before and after"):
        return {
            model.__name__: sorted(map(str, model.objects.order_by("pk").values()))
            for model in TABLES
            if model not in without
        }


def table(*rows, delimiter=";"):
    """Write rows as a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def wrong_of(refused):
    """Tell which case a refusal was."""
    return refused.value.facts["wrong"]
