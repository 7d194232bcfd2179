"""What staff see of the model, and who may train it."""

from __future__ import annotations

import pytest
from django.test import Client

from culturepedia.recommendations import tasks
from tests.people import PersonFactory
from tests.recommendations.world import musical

pytestmark = pytest.mark.django_db
URL = "/admin/recommendations/modelpointer/"


@pytest.mark.parametrize(("is_superuser", "status"), [(True, 302), (False, 403)])
def test_the_button_starts_a_training(monkeypatch: pytest.MonkeyPatch, is_superuser: bool, status: int) -> None:  # noqa: FBT001
    musical(1)
    tasks.train()
    started: list[object] = []
    monkeypatch.setattr(tasks.train, "apply_async", lambda **given: started.append(given))
    admin = Client()
    admin.force_login(
        PersonFactory.create(is_staff=True, is_superuser=is_superuser), "django.contrib.auth.backends.ModelBackend"
    )

    page = admin.get(URL)
    reply = admin.post(f"{URL}start/0")

    assert page.status_code == (200 if is_superuser else 403)
    assert ("지금 학습" in page.content.decode()) == is_superuser
    assert reply.status_code == status
    assert len(started) == is_superuser
