import pytest

from guyub.foundation.devices.domain.chain import Answer
from guyub.foundation.devices.domain.resolving import How, obstacle_for
from guyub.foundation.devices.domain.versions import is_too_old


@pytest.mark.parametrize(
    ("answer", "how", "obstacle"),
    [
        (Answer.ACCEPTED, None, "accepted"),
        (Answer.REJECTED, None, ""),
        (Answer.CONFLICT, How.LOSS, "resolved"),
    ],
)
def test_what_may_be_resolved(answer, how, obstacle):
    assert obstacle_for(answer, how) == obstacle


@pytest.mark.parametrize(
    ("version", "is_old"),
    [("0.1.0", False), ("0.0.9", True), ("1.0.0", False), ("0.10.0", False), ("", True), ("0.1", True)],
)
def test_versions(version, is_old):
    assert is_too_old(version) is is_old
    assert is_too_old(version, oldest="0.1.0") is is_old
    assert is_too_old("1.0.0", oldest="?")
