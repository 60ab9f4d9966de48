"""What this installation holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q

from guyub.foundation.kernel.models import Cooperative, CooperativeKind

if TYPE_CHECKING:
    from datetime import datetime


JOB_WORDS = {
    "todo": "menunggu",
    "doing": "dikerjakan",
    "succeeded": "selesai",
    "failed": "gagal",
    "cancelled": "dibatalkan",
    "aborting": "dihentikan",
    "aborted": "dihentikan",
}


@dataclass(frozen=True)
class Job:
    """One job of the queue as the operator sees it; its arguments stay where they are."""

    task: str
    words: str
    at: datetime


@dataclass(frozen=True)
class Installation:
    """Numbers for the page "Keadaan sistem"."""

    database_version: str
    cooperatives: int
    offices: int
    jobs: tuple[Job, ...]


def installation() -> Installation:
    """Count tenants and read the last five jobs; three queries, no cooperative's rows."""
    tenants = Cooperative.objects.aggregate(
        cooperatives=Count("id", filter=Q(kind=CooperativeKind.KOPERASI)),
        offices=Count("id", filter=Q(kind=CooperativeKind.KOTA)),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        (version,) = cursor.fetchone()
        cursor.execute(
            "SELECT j.task_name, j.status::text, max(e.at) FROM procrastinate_jobs j"
            " JOIN procrastinate_events e ON e.job_id = j.id GROUP BY j.id ORDER BY j.id DESC LIMIT 5"
        )
        jobs = tuple(Job(task, JOB_WORDS[status], at) for task, status, at in cursor.fetchall())
    return Installation(version.split()[0], tenants["cooperatives"], tenants["offices"], jobs)
