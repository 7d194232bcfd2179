"""The written-out query of authentication reads what the ORM reads, on either database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import DateTimeField

from culturepedia.accounts.live import find_live
from culturepedia.accounts.models import Session, User
from culturepedia.common import clock
from tests.accounts.visitors import sign_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_rich", [True, False])
def test_reads_every_column_as_the_orm_does(is_rich: bool) -> None:  # noqa: FBT001
    visitor = sign_up()
    if is_rich:
        visitor.rotate()
        visitor.sign_in()
        User.objects.update(
            birthday=date(1990, 1, 2), gender="other", email_verified_at=clock.now(), is_staff=True, review_count=3
        )
    by_orm = Session.objects.select_related("user").get(pk=visitor.session.pk)

    found = find_live(by_orm.public_id, user_id=by_orm.user.public_id, now=clock.now())

    assert found is not None
    for mine, theirs in ((found, by_orm), (found.user, by_orm.user)):
        moments = {field.attname for field in theirs._meta.concrete_fields if isinstance(field, DateTimeField)}
        assert mine.get_deferred_fields() == moments, "they are read when somebody asks for one"
        for field in theirs._meta.concrete_fields:
            value, expected = getattr(mine, field.attname), getattr(theirs, field.attname)
            assert (type(value), value) == (type(expected), expected), field.name
        assert not mine._state.adding


def test_finds_only_what_lives_and_belongs_together() -> None:
    session, other = sign_up().session, sign_up().session
    ids, now = (session.public_id, session.user.public_id), clock.now()

    def is_found(public_id: object = ids[0], user_id: object = ids[1], at: object = now) -> bool:
        return find_live(public_id, user_id=user_id, now=at) is not None  # type: ignore[arg-type]

    assert is_found()
    assert not is_found(user_id=other.user.public_id)
    assert not is_found(public_id=other.public_id)
    assert is_found(at=session.idle_expires_at - timedelta(seconds=1))
    assert not is_found(at=session.idle_expires_at)
    for changes in ({"ended_at": now}, {"expires_at": now}, {"idle_expires_at": now}):
        kept = Session.objects.filter(pk=session.pk).values(*changes).get()
        Session.objects.filter(pk=session.pk).update(**changes)
        assert not is_found()
        Session.objects.filter(pk=session.pk).update(**kept)
    User.objects.filter(pk=session.user_id).update(is_active=False)
    assert not is_found()
