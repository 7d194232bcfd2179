"""Signing keys rotate by configuration: add the new one, sign with it, remove the old one."""

from __future__ import annotations

from typing import Any

import jwt
import pytest

from tests.accounts.visitors import on_another_device, sign_up

pytestmark = pytest.mark.django_db
OLD, NEW = {"2026a": "o" * 43}, {"2026b": "n" * 43}


def _kid(token: str) -> Any:
    return jwt.get_unverified_header(token)["kid"]


def test_a_key_is_replaced_in_three_steps_without_signing_anyone_out(settings: Any) -> None:
    settings.JWT_KEYS = OLD
    visitor = sign_up()
    idle = on_another_device(visitor)

    settings.JWT_KEYS = {**OLD, **NEW}  # every process learns the new key before one signs with it
    assert visitor.get_me() == 200
    assert _kid(visitor.access) == "2026a"

    settings.JWT_KEYS = {**NEW, **OLD}
    assert visitor.get_me() == 200
    assert visitor.rotate().status_code == 200
    assert (_kid(visitor.access), _kid(visitor.refresh)) == ("2026b", "2026b")
    assert idle.get_me() == 200

    settings.JWT_KEYS = NEW
    assert visitor.get_me() == 200
    assert visitor.rotate().status_code == 200
    assert idle.get_me() == 401
    assert idle.redeem().status_code == 401


def test_the_same_id_with_another_key_is_another_key(settings: Any) -> None:
    settings.JWT_KEYS = OLD
    visitor = sign_up()

    settings.JWT_KEYS = {"2026a": "x" * 43}

    assert visitor.get_me() == 401
    assert visitor.redeem().status_code == 401
