"""Asking whether the house issued a paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guyub.city.public_site.selectors.papers import verified_paper

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

LONGEST_CODE = 200
# As it stands under the QR, alone or as the end of the whole address.
CODE = re.compile(r"(?P<place>\d{1,9})/(?P<paper>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?$")


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """Say how a paper is checked, and lead from its typed code to the answer."""
    written = request.GET.get("kode", "").strip()[:LONGEST_CODE]
    code = CODE.search("".join(written.lower().split()))
    if code:
        return redirect("public_site:verify", cooperative_id=int(code["place"]), paper_id=code["paper"])
    return render(request, "public_site/verify_form.html", {"written": written})


@require_safe
def verify(request: HttpRequest, cooperative_id: int, paper_id: UUID) -> HttpResponse:
    """Show what the house knows of a paper; of one that it did not issue, that it did not."""
    paper = verified_paper(cooperative_id=cooperative_id, paper_id=paper_id)
    return render(request, "public_site/verify.html", {"paper": paper}, status=200 if paper else 404)
