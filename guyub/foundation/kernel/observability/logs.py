"""Logs: one JSON object a line on standard error, made of chosen fields only.

What a person typed never gets in: no query string, no form, no local variables of a failed frame, no address of the
visitor. Libraries that log whole structures of their own (rich tracebacks) stay off for that reason.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

FIELDS = (
    "request",
    "method",
    "route",
    "status",
    "milliseconds",
    "queries",
    "job",
    "cooperative",
    "error_code",
)
request_mark: ContextVar[str] = ContextVar("request_mark", default="")

# The last wall, not the first: a long run of digits is a NIK, a KK, an account or a phone.
_LONG_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[ .-]?\d){8,}(?!\w)")


def without_personal_numbers(text: str) -> str:
    """Replace each run of nine digits or more (blanks, dots and hyphens between them allowed) by a mark."""
    return _LONG_NUMBER.sub("<angka>", text)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON: moment, level, logger, message, known fields, and where it failed."""

    def format(self, record: logging.LogRecord) -> str:
        """Format one record."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_personal_numbers(record.getMessage()),
        }
        # Django hangs its whole request, query string and all, on its records: only plain values pass.
        given = {field: getattr(record, field, None) for field in FIELDS}
        line |= {field: value for field, value in given.items() if isinstance(value, str | int | float)}
        mark = request_mark.get()
        if mark:
            line["request"] = mark
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            # Files and lines only: the message of an error may quote the row that was refused.
            frames = traceback.extract_tb(record.exc_info[2])
            line["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
        return json.dumps(line, ensure_ascii=False, default=str)


def logging_settings(*, level: str) -> dict[str, Any]:
    """Build Django's LOGGING: JSON on standard error for everything.

    Args:
        level: The lowest level that is written, such as ``INFO``.
    """
    quiet = {"level": "WARNING", "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "guyub.foundation.kernel.observability.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.server": quiet,
            "procrastinate": quiet,
            "granian.access": quiet,
        },
    }
