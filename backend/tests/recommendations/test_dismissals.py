"""Not interested."""

from __future__ import annotations

from typing import Any

import pytest

from culturepedia.recommendations.models import Dismissal
from tests.factories import PerformanceFactory
from tests.people import someone

pytestmark = pytest.mark.django_db
URL = "/api/v1/performances/PF1/dismissal"


def test_is_remembered_once_and_forgotten_again() -> None:
    me, other = someone(), someone()
    PerformanceFactory.create(kopis_id="PF1")

    def dismissed(person: Any) -> bool:
        return bool(person.get("/api/v1/me/state?performances=PF1").json()["PF1"]["dismissed"])

    assert [me.put(URL).status_code for _ in range(2)] == [204, 204]
    assert (Dismissal.objects.count(), dismissed(me), dismissed(other)) == (1, True, False)
    other.delete(URL)
    assert dismissed(me)
    assert [me.delete(URL).status_code for _ in range(2)] == [204, 204]
    assert not dismissed(me)


def test_needs_a_person_and_a_performance(api: Any) -> None:
    assert api.put(URL).status_code == api.delete(URL).status_code == 401
    assert someone().put(URL).status_code == someone().delete(URL).status_code == 404
