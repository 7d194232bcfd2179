"""Passwords: which are good, the same through every path that sets one, and kept exactly as they were typed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.tokens import default_token_generator
from django.core.management import CommandError, call_command
from django.test import Client

from culturepedia.accounts.models import User
from tests.accounts.visitors import PASSWORD, Visitor, post, sign_up

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
EMAIL, NAME = "seoyeon.kim@mail.test", "김서연배우"

GOOD = {
    "eight characters": "x7fq-29w",
    "digits only": "8391047265",
    "letters only": "krxvbmqtz",
    "Hangul": "봄날의무대조명들",
    "emoji": "🎭🎪🎟🎬🎤🎧🎼🎹",
    "a sentence with spaces": "the second act began late",
    "spaces at both ends": "  두 칸 띄우고 시작  ",
    "128 characters": "무대" * 64,
    "quotes and markup": "<b>'\";--</b>",
    "tab and line break": "first\tline\nsecond",
    "right to left": "مسرح صغير",
}
BAD = {
    "seven characters": ("x7fq-29", "password_too_short"),
    "one composed letter less": (unicodedata.normalize("NFD", "한국말배우리"), "password_too_short"),
    "129 characters": ("무" * 129, "password_too_long"),
    "common": ("password123", "password_too_common"),
    "common in upper case": ("PASSWORD123", "password_too_common"),
    "common sequence": ("1234567890", "password_too_common"),
    "keyboard row": ("qwertyuiop", "password_too_common"),
    "name of the service": ("Culturepedia!", "password_context_word"),
    "name of the service within": ("my-cultUREpedia-77", "password_context_word"),
    "Korean name of the service": ("컬처피디아최고야", "password_context_word"),
    "the same, decomposed": (unicodedata.normalize("NFD", "컬처피디아최고야"), "password_context_word"),
    "the e-mail address": (EMAIL, "password_context_word"),
    "its local part": ("xx-seoyeon.kim-xx", "password_context_word"),
    "its local part, similar": ("seoyeon.kin", "password_too_similar"),
    "the user name": ("최고의김서연배우님", "password_context_word"),
}


def _by_sign_up(password: str) -> list[str]:
    data = {"email": EMAIL, "password": password, "username": NAME}
    return _codes(post(sign_up().api, "/auth/signup", data), 201)


def _made() -> Visitor:
    visitor = sign_up(email=EMAIL)
    User.objects.filter(email=EMAIL).update(username=NAME)
    return visitor


def _by_change(password: str) -> list[str]:
    change = {"current_password": PASSWORD, "new_password": password}
    return _codes(_made().ask("post", "/me/password", change), 204)


def _by_reset(password: str) -> list[str]:
    visitor = _made()
    link = {"uid": visitor.user.public_id.hex, "token": default_token_generator.make_token(visitor.user)}
    return _codes(post(visitor.api, "/auth/password/reset", {**link, "new_password": password}), 204)


def _by_admin(password: str) -> list[str]:
    _made()
    User.objects.filter(email=EMAIL).update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(email=EMAIL), backend="django.contrib.auth.backends.ModelBackend")
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    reply: Any = client.post("/admin/password_change/", form)
    if reply.status_code == 302:
        return []
    return [error.code for error in reply.context["form"].errors.as_data()["new_password2"]]


def _by_createsuperuser(password: str) -> list[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_SUPERUSER_PASSWORD", password)
        try:
            call_command("createsuperuser", email=EMAIL, username=NAME, interactive=False, verbosity=0)
        except CommandError as error:
            return ["refused", str(error)]
    return []


def _codes(reply: Any, good: int) -> list[str]:
    if reply.status_code == good:
        return []
    assert reply.status_code == 400, reply.content
    return [error["code"] for error in reply.json()["errors"]]


PATHS: list[Callable[[str], list[str]]] = [_by_sign_up, _by_change, _by_reset, _by_admin, _by_createsuperuser]
each_path = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__[1:])


@each_path
@pytest.mark.parametrize("name", GOOD)
def test_a_good_password_is_taken_as_it_is(path: Callable[[str], list[str]], name: str) -> None:
    password = GOOD[name]

    assert path(password) == []

    user = User.objects.get(email=EMAIL)
    assert user.check_password(password)
    assert not user.check_password(password.strip()) or password == password.strip()
    assert not user.check_password(password[:-1])
    assert password not in user.password


@each_path
@pytest.mark.parametrize("name", BAD)
def test_a_bad_password_is_refused(path: Callable[[str], list[str]], name: str) -> None:
    password, code = BAD[name]

    codes = path(password)

    assert codes
    too_long_for_the_field = code == "password_too_long" and "max_length" in codes
    assert code in codes or codes[0] == "refused" or too_long_for_the_field
    made = User.objects.filter(email=EMAIL).first()
    assert made is None or made.check_password(PASSWORD)


def test_signs_in_with_what_was_typed_and_nothing_like_it() -> None:
    visitor = sign_up()
    for password in GOOD.values():
        user = visitor.user
        user.set_password(password)
        user.save()
        assert visitor.sign_in(password).status_code == 200
        assert visitor.sign_in(f"{password} ").status_code in {400, 401}  # 400: longer than any password


def test_composed_and_decomposed_hangul_are_the_same_password() -> None:
    composed = "달빛극장의밤"
    decomposed = unicodedata.normalize("NFD", composed)
    visitor = sign_up()
    change = {"current_password": PASSWORD, "new_password": f"{decomposed} 둘"}

    assert visitor.ask("post", "/me/password", change).status_code == 204

    assert visitor.sign_in(f"{composed} 둘").status_code == 200
    assert visitor.sign_in(f"{decomposed} 둘").status_code == 200
    User.objects.filter(email=visitor.email).update(is_staff=True)
    form = {"username": visitor.email, "password": f"{decomposed} 둘"}
    assert Client().post("/admin/login/?next=/admin/", form).status_code == 302


def test_decomposed_letters_count_as_people_count_them() -> None:
    long = unicodedata.normalize("NFD", "극장" * 64)  # 384 code points, 128 letters

    visitor = sign_up()

    assert visitor.ask("post", "/me/password", {"current_password": PASSWORD, "new_password": long}).status_code == 204
    assert visitor.sign_in(long).status_code == 200


def test_two_long_passwords_differ_in_their_last_character() -> None:
    visitor = sign_up()
    user = visitor.user
    user.set_password("무" * 127 + "대")
    user.save()

    assert visitor.sign_in("무" * 127 + "때").status_code == 401
    assert visitor.sign_in("무" * 127 + "대").status_code == 200


@pytest.mark.parametrize("password", ["", "a\0b-c-d-e-f", None, 12345678, ["x7fq-29w"], True])
def test_what_is_no_text_is_no_password(password: Any) -> None:
    visitor = sign_up()
    change = {"current_password": PASSWORD, "new_password": password}

    assert visitor.ask("post", "/me/password", change).status_code == 400
    assert post(visitor.api, "/auth/signin", {"email": visitor.email, "password": password}).status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "field"), [("post", "/me/password", "current_password"), ("delete", "/me", "password")]
)
def test_change_and_deletion_ask_for_the_present_password(method: str, path: str, field: str) -> None:
    visitor = sign_up()
    rest = {"new_password": "x7fq-29w"} if method == "post" else {}

    missing = visitor.ask(method, path, rest)
    wrong = visitor.ask(method, path, {field: f"{PASSWORD}!", **rest})

    assert (missing.status_code, missing.json()["errors"][0]["attr"]) == (400, field)
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (400, "wrong_password")
    assert visitor.get_me() == 200
    assert visitor.sign_in().status_code == 200


def test_a_reset_link_is_good_once() -> None:
    visitor = sign_up()
    link = {"uid": visitor.user.public_id.hex, "token": default_token_generator.make_token(visitor.user)}

    first = post(visitor.api, "/auth/password/reset", {**link, "new_password": "x7fq-29w"})
    second = post(visitor.api, "/auth/password/reset", {**link, "new_password": "another-one-1"})

    assert (first.status_code, second.status_code) == (204, 400)
    assert visitor.sign_in("x7fq-29w").status_code == 200


def test_the_shortest_length_is_a_setting(settings: Any) -> None:
    rules = [dict(rule) for rule in settings.AUTH_PASSWORD_VALIDATORS]
    rules[0]["OPTIONS"] = {"min_length": 15}
    settings.AUTH_PASSWORD_VALIDATORS = rules

    assert _by_sign_up("x7fq-29w-6dpa4") == ["password_too_short"]


def test_passwords_are_kept_as_argon2id_of_owasp_strength(settings: Any) -> None:
    from config import settings as product

    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    visitor = sign_up()

    stored = visitor.user.password

    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(stored).algorithm == "argon2"
    assert visitor.sign_in().status_code == 200


def test_an_older_hash_is_renewed_at_sign_in_without_ending_sessions(settings: Any) -> None:
    from config import settings as product

    visitor = sign_up()
    old = visitor.user.password
    settings.PASSWORD_HASHERS = [*product.PASSWORD_HASHERS, *settings.PASSWORD_HASHERS]

    assert visitor.get_me() == 200
    first = visitor.access
    assert visitor.sign_in().status_code == 200

    assert visitor.user.password != old
    assert visitor.get_me(first) == 200
