import pytest

pytestmark = pytest.mark.django_db


def test_the_api_describes_itself(client):
    description = client.get("/api/openapi.json").json()

    assert description["openapi"].startswith("3.1")
    assert description["info"]["title"] == "Guyub"
    assert "/api/about" in description["paths"]


def test_about(client):
    assert client.get("/api/about").json() == {"product": "Guyub", "version": "0.1.0", "is_demo": True}
