"""A table of tokens that are not ours, or not for this: all are refused alike, none breaks anything."""

from __future__ import annotations

import base64
import hmac
import json
import time
import uuid
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from django.conf import settings
from rest_framework.test import APIClient

from tests.accounts.visitors import ORIGIN, PASSWORD, Visitor, post, sign_up

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
RSA_PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALRiMLAh9iimur8VA7qVvdqxevEuUkW4
K+2KdMXmnQbG9Aa7k7eBjK1S+0LYmVjPKlJGNXHDGuy5Fw/d7rjVJ0BLB+ubPK8i
-----END PUBLIC KEY-----"""
GONE = object()


def _key() -> tuple[str, str]:
    return next(iter(settings.JWT_KEYS.items()))


def _segment(data: Any) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _signed(header: Any, payload: Any, key: str = "") -> str:
    """Return a token of any shape with a right signature: what even our own key does not make good."""
    head = f"{_segment(header)}.{_segment(payload)}"
    return f"{head}.{_segment(hmac.digest((key or _key()[1]).encode(), head.encode(), 'sha256'))}"


def _header(**changes: Any) -> dict[str, Any]:
    header = {"alg": "HS256", "typ": "JWT", "kid": _key()[0], **changes}
    return {name: value for name, value in header.items() if value is not GONE}


def _claims(good: str, **changes: Any) -> dict[str, Any]:
    claims = {**jwt.decode(good, options={"verify_signature": False}), **changes}
    return {name: value for name, value in claims.items() if value is not GONE}


def _with(**changes: Any) -> Callable[[str], str]:
    return lambda good: _signed(_header(), _claims(good, **changes))


def _with_header(**changes: Any) -> Callable[[str], str]:
    return lambda good: _signed(_header(**changes), _claims(good))


def _unsigned(alg: str) -> Callable[[str], str]:
    return lambda good: f"{_segment(_header(alg=alg))}.{_segment(_claims(good))}."


def _by_library(alg: str) -> Callable[[str], str]:
    return lambda good: jwt.encode(_claims(good), _key()[1] * 3, algorithm=alg, headers={"kid": _key()[0]})


def _in_the_future() -> int:
    return int(time.time()) + 3600


def _raw_payload(raw: bytes) -> Callable[[str], str]:
    return lambda _: _signed(_header(), raw)


FORGED: dict[str, Callable[[str], str]] = {
    # Algorithms and keys.
    "alg none": _unsigned("none"),
    "alg None": _unsigned("None"),
    "alg nOnE with a signature": _with_header(alg="nOnE"),
    "alg missing": _with_header(alg=GONE),
    "alg a number": _with_header(alg=256),
    "alg a list": _with_header(alg=["HS256"]),
    "alg HS384": _by_library("HS384"),
    "alg HS512": _by_library("HS512"),
    "alg RS256, signed as HS256": _with_header(alg="RS256"),
    "signed with a public key as the secret": lambda good: _signed(_header(), _claims(good), RSA_PUBLIC_KEY),
    "signed with SECRET_KEY": lambda good: _signed(_header(), _claims(good), settings.SECRET_KEY),
    "signed with an unknown key": lambda good: _signed(_header(), _claims(good), "k" * 40),
    "signed with an empty key": lambda good: _signed(_header(), _claims(good), "\0"),
    "kid missing": _with_header(kid=GONE),
    "kid unknown": _with_header(kid="other"),
    "kid empty": _with_header(kid=""),
    "kid a path": _with_header(kid="../../dev/null"),
    "kid SQL": _with_header(kid="' UNION SELECT 'k' --"),
    "kid with NUL": _with_header(kid=f"{'local'}\0"),
    "kid a list": _with_header(kid=["local"]),
    "kid null": _with_header(kid=None),
    "key in the header": lambda good: _signed(
        _header(kid=GONE, jwk={"kty": "oct", "k": _segment(b"k" * 40)}), _claims(good), "k" * 40
    ),
    "critical extension": _with_header(crit=["exp"], exp=1),
    "payload detached": _with_header(b64=False, crit=["b64"]),
    # Kinds and addressees.
    "token_type missing": _with(token_type=GONE),
    "token_type unknown": _with(token_type="sliding"),
    "token_type a list": _with(token_type=["access", "refresh"]),
    "aud wrong": _with(aud="other-api"),
    "aud missing": _with(aud=GONE),
    "aud a number": _with(aud=7),
    "aud a list with others": _with(aud=["other-api"]),
    "iss wrong": _with(iss="someone"),
    "iss missing": _with(iss=GONE),
    "iss a list": _with(iss=["someone"]),
    # Claims.
    "exp missing": _with(exp=GONE),
    "exp null": _with(exp=None),
    "exp text": _with(exp="9999999999"),
    "exp huge": _with(exp=10**30),
    "exp a list": _with(exp=[9999999999]),
    "exp passed": _with(exp=int(time.time()) - 11),
    "exp negative": _with(exp=-1),
    "exp infinite": lambda good: _signed(_header(), json.dumps(_claims(good, exp=float("inf"))).encode()),
    "exp not a number": lambda good: _signed(_header(), json.dumps(_claims(good, exp=float("nan"))).encode()),
    "nbf in the future": _with(nbf=_in_the_future()),
    "nbf text": _with(nbf="soon"),
    "iat in the future": _with(iat=_in_the_future()),
    "iat missing": _with(iat=GONE),
    "iat text": _with(iat="now"),
    "jti missing": _with(jti=GONE),
    "jti a list": _with(jti=[1]),
    "jti with NUL": _with(jti="0" * 31 + "\0"),
    "jti huge": _with(jti="0" * 900),
    "sid missing": _with(sid=GONE),
    "sid a number": _with(sid=1),
    "sid no UUID": _with(sid="1 OR 1=1"),
    "sid with NUL": _with(sid="\0"),
    "sid unknown": _with(sid=str(uuid.uuid4())),
    "sub missing": _with(sub=GONE),
    "sub a number": _with(sub=1),
    "sub no UUID": _with(sub="admin"),
    "sub unknown": _with(sub=str(uuid.uuid4())),
    # Shapes.
    "empty": lambda _: "",
    "dots": lambda _: "..",
    "two segments": lambda good: good.rpartition(".")[0],
    "four segments": lambda good: f"{good}.{good.split('.')[0]}",
    "signature cut": lambda good: good[:-3],
    "signature of another token": lambda good: f"{_with(x=1)(good).rpartition('.')[0]}.{good.rpartition('.')[2]}",
    "claims changed": lambda good: ".".join(
        [good.split(".")[0], _segment(_claims(good, sub=str(uuid.uuid4()))), good.split(".")[2]]
    ),
    "bad base64": lambda good: f"{good.split('.')[0]}.***.{good.split('.')[2]}",
    "non-ASCII": lambda good: f"{good[:-2]}é",
    "NUL at the end": lambda good: f"{good}\0",
    "NUL within": lambda good: f"{good[:40]}\0{good[40:]}",
    "huge": _with(x="x" * 20_000),
    "a megabyte of dots": lambda _: "." * 100_000,
    "nested token": lambda good: _signed(_header(cty="JWT"), json.dumps(good).encode()),
    "payload a list": _raw_payload(b"[1]"),
    "payload no JSON": _raw_payload(b"{exp"),
    "payload not UTF-8": _raw_payload(b"\xff\xfe"),
    "payload nested deeply": _raw_payload(b"[" * 1_000),
    "header a list": lambda good: _signed([1], _claims(good)),
    "header nested deeply": lambda _: f"{_segment(b'[' * 1_400)}.e30.x",
    "header not UTF-8": lambda _: f"{_segment(bytes([255, 254]))}.e30.x",
    "encrypted": lambda _: f"{_segment({'alg': 'dir', 'enc': 'A256GCM'})}..{'x' * 16}.{'x' * 32}.{'x' * 22}",
}


@pytest.fixture
def visitor() -> Visitor:
    return sign_up()


def _assert_is_refused(reply: Any) -> None:
    assert reply.status_code == 401, reply.content
    body = reply.json()
    assert (body["type"], len(body["errors"])) == ("client_error", 1)
    assert body["errors"][0]["code"] in {"session_ended", "not_authenticated"}
    assert reply["WWW-Authenticate"].startswith("Bearer")


def test_the_table_is_long_enough() -> None:
    assert len(FORGED) >= 30


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_access_token_is_refused(visitor: Visitor, name: str) -> None:
    forged = FORGED[name](visitor.access)

    _assert_is_refused(visitor.api.get("/api/v1/me", headers={"authorization": f"Bearer {forged}"}))

    assert visitor.get_me() == 200


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_refresh_token_is_refused_and_leaves_the_session(visitor: Visitor, name: str) -> None:
    forged = FORGED[name](visitor.refresh)

    reply = visitor.redeem(forged)

    if not forged or "\0" in forged or len(forged) > 2048:
        assert reply.status_code == 400  # the body's field says no already
    else:
        _assert_is_refused(reply)
    assert visitor.rotate().status_code == 200


@pytest.mark.parametrize("name", [name for name in FORGED if name != "empty"])
def test_a_forged_cookie_is_refused(name: str) -> None:
    visitor = sign_up(kind="cookie")
    good = visitor.api.cookies["refresh"].value
    visitor.api.cookies["refresh"] = FORGED[name](good)

    _assert_is_refused(post(visitor.api, "/auth/refresh", {}, origin=ORIGIN))

    visitor.api.cookies["refresh"] = good
    assert post(visitor.api, "/auth/refresh", {}, origin=ORIGIN).status_code == 200


def test_a_refresh_token_gives_no_access_and_an_access_token_no_refresh(visitor: Visitor) -> None:
    assert visitor.get_me(visitor.refresh) == 401
    assert visitor.redeem(visitor.access).status_code == 401
    assert visitor.get_me() == 200
    assert visitor.rotate().status_code == 200


def test_a_session_belongs_to_its_own_user(visitor: Visitor) -> None:
    other = sign_up()
    access = _with(sub=str(other.user.public_id))(visitor.access)
    refresh = _with(sub=str(other.user.public_id))(visitor.refresh)

    assert visitor.get_me(access) == 401
    assert visitor.redeem(refresh).status_code == 401
    assert post(APIClient(), "/auth/signout", {"refresh": refresh}).status_code == 401
    assert visitor.get_me() == 200


def test_a_token_that_is_nine_seconds_over_is_still_good(visitor: Visitor) -> None:
    assert visitor.get_me(_with(exp=int(time.time()) - 8)(visitor.access)) == 200


def test_the_kinds_do_not_mix(visitor: Visitor) -> None:
    in_cookie = sign_up(kind="cookie")
    cookie = in_cookie.api.cookies["refresh"].value
    thief = APIClient()
    thief.cookies["refresh"] = visitor.refresh

    assert visitor.redeem(cookie).status_code == 401
    assert post(thief, "/auth/refresh", {}, origin=ORIGIN).status_code == 401
    assert visitor.rotate().status_code == 200
    assert post(in_cookie.api, "/auth/refresh", {}, origin=ORIGIN).status_code == 200


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Bearer {0}", 200),
        ("bearer {0}", 200),  # the scheme's case does not matter (RFC 9110, section 11.1)
        ("BEARER   {0}", 200),
        ("Bearer {0} ", 200),
        ("", 401),
        ("Bearer", 401),
        ("Bearer ", 401),
        ("Bearer{0}", 401),
        ("Bearer {0} {0}", 401),
        ("Bearer {0},{0}", 401),
        ("Bearer {0}, Bearer {0}", 401),
        ('Bearer "{0}"', 401),
        ("Bearer Bearer {0}", 401),
        ("Token {0}", 401),
        ("JWT {0}", 401),
        ("Basic dTpw", 401),
        ("{0}", 401),
        ("Bearer\u00a0{0}", 401),
        ("Bearer \u00e9", 401),
        ("Bearer \0", 401),
    ],
)
def test_the_header_has_one_form(visitor: Visitor, header: str, status: int) -> None:
    reply = visitor.api.get("/api/v1/me", HTTP_AUTHORIZATION=header.format(visitor.access))

    assert reply.status_code == status
    if status == 401:
        _assert_is_refused(reply)


@pytest.mark.parametrize("place", ["query", "body", "cookie"])
def test_an_access_token_counts_in_the_header_only(visitor: Visitor, place: str) -> None:
    api = APIClient()
    if place == "cookie":
        api.cookies["access"] = api.cookies["refresh"] = visitor.access
    query = f"?access={visitor.access}" if place == "query" else ""
    data = {"access": visitor.access, "username": "다른 이름"} if place == "body" else {}

    assert api.patch(f"/api/v1/me{query}", data, format="json").status_code == 401


def test_a_dead_token_does_not_stand_in_the_way_of_signing_in(visitor: Visitor) -> None:
    data = {"email": visitor.email, "password": PASSWORD}

    assert post(visitor.api, "/auth/signin", data, authorization="Bearer x.y.z").status_code == 200
    assert visitor.api.get("/api/v1/performances", HTTP_AUTHORIZATION="Bearer x.y.z").status_code == 200
