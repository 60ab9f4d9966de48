import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

import guyub.config.urls as product


@login_not_required
def refuse(request):
    raise PermissionDenied


@login_not_required
def misread(request):
    raise SuspiciousOperation


class Urls:
    """The product's addresses and three that are refused."""

    handler400, handler403 = product.handler400, product.handler403
    handler404, handler500 = product.handler404, product.handler500
    urlpatterns = (
        path("ditolak/", refuse),
        path("tak-terbaca/", misread),
        path("formulir/", login_not_required(lambda request: HttpResponse("diterima"))),
        path("", include("guyub.config.urls")),
    )


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/tidak-ada/", 404, "Halaman ini tidak ada"),
        ("/ditolak/", 403, "Bagian ini bukan untuk Anda"),
        ("/tak-terbaca/", 400, "Permintaan tidak terbaca"),
    ],
)
def test_a_refused_page_says_what_to_do_in_the_frame_of_the_house(address, status, words, settings, client):
    settings.ROOT_URLCONF = Urls

    answer = client.get(address)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "Ke halaman depan" in answer.content.decode()


def test_a_form_without_proof_of_origin_is_not_taken(settings):
    settings.ROOT_URLCONF = Urls

    answer = Client(enforce_csrf_checks=True).post("/formulir/", {"nama": "Sri"})

    assert answer.status_code == 403
    assert "Formulir ini terlalu lama terbuka" in answer.content.decode()


def test_every_page_carries_the_walls_of_the_browser(client, db):
    answer = client.get("/")

    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in {"same-origin", "strict-origin-when-cross-origin"}
