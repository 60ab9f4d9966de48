import pytest

pytestmark = pytest.mark.django_db


def test_the_api_describes_itself(client):
    description = client.get("/api/openapi.json").json()

    assert description["openapi"].startswith("3.1")
    assert description["info"]["title"] == "Guyub"
    assert "/api/about" in description["paths"]


def test_every_operation_has_its_name_and_every_write_its_request_id(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    operations = [(way, said) for ways in paths.values() for way, said in ways.items()]
    names = [said["operationId"] for _, said in operations]

    assert len(names) == len(set(names)) > 10
    for way, said in operations:
        if said["operationId"].startswith(("device_", "till_")):
            continue  # what a device sends bears ids of its own in the body
        needed = {
            one["name"] for one in said.get("parameters", []) if one["in"] == "header" and one["required"]
        }
        assert needed == ({"Idempotency-Key"} if way == "post" else set()), said["operationId"]


def test_about(client):
    assert client.get("/api/about").json() == {"product": "Guyub", "version": "0.1.0", "is_demo": True}
