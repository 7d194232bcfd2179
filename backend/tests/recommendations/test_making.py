"""Training and what answers: files, the pointer row, damage, deletion, what too few people did."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from culturepedia.common import clock, leases
from culturepedia.recommendations import due, engine, making, tasks
from culturepedia.recommendations.core import store
from culturepedia.recommendations.models import ModelPointer, Taste
from tests.factories import changed
from tests.people import PersonFactory, someone
from tests.recommendations.world import musical, play, rate, two_audiences

if TYPE_CHECKING:
    from pathlib import Path

    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
URL = "/api/v1/recommendations"


def ids(reply: Any) -> list[str]:
    assert reply.status_code == 200, reply.content
    return [one["performance"]["id"] for one in reply.json()["results"]]


def reasons(reply: Any, code: str) -> list[dict[str, Any]]:
    return [reason for one in reply.json()["results"] for reason in one["reasons"] if reason["code"] == code]


def pointer() -> ModelPointer:
    return ModelPointer.objects.get()


def now_engine() -> engine.Engine:
    return engine.current(clock.seoul_today())


def test_a_training_answers_at_once_and_names_what_it_was_made_of(api: APIClient, models: Path) -> None:
    two_audiences()
    me = someone()
    before = ids(api.get(URL))

    tasks.train()

    row = pointer()
    assert (row.people, row.opinions, str(row.trained_on)) == (12, 72, "2026-11-23")
    assert {row.model_file, row.shelf_file} == {file.name for file in models.iterdir()}
    assert now_engine().names == (row.model_file, row.shelf_file)
    assert set(ids(api.get(URL))) == set(before)
    assert reasons(api.get(URL), "popular")[0]["params"]["people"] >= 5
    for number in range(3):
        me.put(f"/api/v1/performances/PFM{number}/favorite")
    assert {"PFM3", "PFM4", "PFM5"} <= set(ids(me.get(f"{URL}?limit=8")))
    assert reasons(me.get(URL), "crew")


def test_equal_rows_make_an_equal_model(models: Path) -> None:
    two_audiences()
    making.train_model(today=clock.seoul_today(), now=clock.now())
    first = [file.read_bytes() for file in sorted(models.iterdir())]

    making.train_model(today=clock.seoul_today(), now=clock.now())

    assert [file.read_bytes() for file in sorted(models.iterdir())] == first


def test_keeps_the_newest_three_of_each(models: Path, seoul_noon: Any) -> None:
    two_audiences()
    for day in range(5):
        seoul_noon.move_to(f"2026-11-2{3 + day}T12:00:00+09:00")
        making.train_model(today=clock.seoul_today(), now=clock.now())
    (models / "left.part").write_bytes(b"of a process that was killed")
    making.train_model(today=clock.seoul_today(), now=clock.now())

    files = [file.name for file in models.iterdir()]
    assert sorted(name.partition(".")[2] for name in files) == ["json"] * 3 + ["npz"] * 3
    assert {pointer().model_file, pointer().shelf_file} <= set(files)


def test_nothing_to_train_on_is_no_error(api: APIClient) -> None:
    tasks.train()
    tasks.train()

    assert ids(api.get(URL)) == []
    musical(1)
    tasks.train()
    assert ids(api.get(URL)) == ["PFM1"]


@pytest.mark.parametrize("part", ["model_file", "shelf_file"])
@pytest.mark.parametrize("damage", ["missing", "cut", "changed", "empty", "other"])
def test_a_damaged_file_leaves_an_answer(api: APIClient, models: Path, part: str, damage: str) -> None:
    musicals, _ = two_audiences(people=6, works=4)
    tasks.train()
    path = models / getattr(pointer(), part)
    whole = path.read_bytes()
    half = len(whole) // 2
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(
            {
                "cut": whole[:half],
                "changed": whole[:half] + bytes([whole[half] ^ 255]) + whole[half + 1 :],
                "empty": b"",
                "other": b'{"format": 1}',
            }[damage]
        )
    engine.forget()

    for person in (api, someone()):
        assert len(ids(person.get(f"{URL}?moods=grand"))) == 8
    similar = api.get("/api/v1/performances/PFM1/similar").json()["results"]
    assert len(similar) >= len(musicals) - 1
    assert now_engine().names[0] == engine.STOPGAP


def test_a_bad_new_model_leaves_the_old_one(models: Path) -> None:
    two_audiences(people=6, works=4)
    tasks.train()
    good = now_engine()
    (models / "bad.npz").write_bytes(b"no model")
    ModelPointer.objects.update(model_file="bad.npz")

    assert now_engine() is good


def test_the_worker_mends_what_cannot_be_read(models: Path) -> None:
    two_audiences()
    tasks.train()
    (models / str(pointer().model_file)).write_bytes(b"")
    ModelPointer.objects.update(shelved_at=clock.now() - timedelta(hours=2))

    tasks.keep_current()

    assert store.load(models / str(pointer().model_file)).families.rows


def test_looks_for_work_with_two_queries(django_assert_num_queries: Any, seoul_noon: Any) -> None:
    for number in range(10, 20):
        musical(number)
    tasks.keep_current()
    first = pointer()
    with django_assert_num_queries(1):
        tasks.keep_current()
    seoul_noon.shift(timedelta(minutes=11))
    with django_assert_num_queries(2):
        tasks.keep_current()
    assert pointer().shelved_at == first.shelved_at

    musical(2)
    changed()
    tasks.keep_current()

    assert pointer().shelved_at == clock.now()
    assert pointer().counted_at == first.counted_at, "nobody's likes were counted anew"
    assert len(now_engine().shelf) == 11
    seoul_noon.shift(timedelta(minutes=61))
    tasks.keep_current()
    assert pointer().counted_at == clock.now()
    assert pointer().model_file == first.model_file, "the model stays until the night"


@pytest.mark.parametrize(("performances", "hours", "trains"), [(6, 1, False), (7, 1, True), (4, 27, True)])
def test_a_grown_catalogue_and_a_missed_night_are_trained_on(
    seoul_noon: Any,
    performances: int,
    hours: int,
    trains: bool,  # noqa: FBT001
) -> None:
    for number in range(4):
        musical(number)
    tasks.keep_current()
    first = pointer().trained_at
    for number in range(4, performances):
        musical(number)
    seoul_noon.shift(timedelta(hours=hours))

    tasks.keep_current()

    assert (pointer().trained_at != first) == trains


def test_a_new_production_is_recommended_before_anybody_met_it() -> None:
    two_audiences()
    tasks.train()
    me = someone()
    for number in range(3):
        me.put(f"/api/v1/performances/PFM{number}/favorite")
    musical(50, created_at="2026-11-22T00:00:00Z"), play(50, created_at="2026-11-22T00:00:00Z")
    making.refresh_shelf(today=clock.seoul_today(), now=clock.now())

    found = ids(me.get(f"{URL}?limit=20"))

    assert found.index("PFM50") < found.index("PFP50")
    assert "PFM50" in ids(me.get(f"{URL}?tab=new"))


def test_what_fewer_than_five_people_did_leaves_no_trace(api: APIClient) -> None:
    two_audiences()
    four = [PersonFactory.create() for _ in range(4)]
    pair = musical(70), play(70)
    for user in four:
        for performance in pair:
            rate(user, performance, 5)
    tasks.train()
    running = now_engine()
    families = {running.items[performance.pk].family for performance in pair}

    assert not families & set(running.model.families.rows)
    assert not families & set(running.model.warm)
    similar = api.get("/api/v1/performances/PFM70/similar").json()["results"]
    assert "PFP70" not in {one["performance"]["id"] for one in similar}, "they have nothing in common but those four"
    shown = api.get(f"{URL}?limit=50").json()["results"]
    codes = {one["performance"]["id"]: {reason["code"] for reason in one["reasons"]} for one in shown}
    assert not {"popular", "liked_together"} & (codes["PFM70"] | codes["PFP70"])

    rate(PersonFactory.create(), pair[0], 5), rate(PersonFactory.create(), pair[1], 5)
    tasks.train()
    assert families <= set(now_engine().model.families.rows), "five each"
    assert "PFP70" not in {
        one["performance"]["id"] for one in api.get("/api/v1/performances/PFM70/similar").json()["results"]
    }, "but only four like both"


def test_a_deleted_account_is_in_no_later_model() -> None:
    two_audiences(people=10)
    me = someone()
    mine = musical(60)
    for user in [me.user, *(PersonFactory.create() for _ in range(4))]:
        rate(user, mine, 5)
    tasks.train()
    assert now_engine().items[mine.pk].family in now_engine().model.families.rows

    me.user.delete()
    tasks.train()

    assert now_engine().items[mine.pk].family not in now_engine().model.families.rows
    assert pointer().people == 14


@pytest.mark.parametrize("switch", [{"enabled": False}, {"use_reviews": False}])
def test_who_switched_it_off_is_in_no_model(switch: dict[str, bool]) -> None:
    shown = musical(1)
    people = [PersonFactory.create() for _ in range(5)]
    for user in people:
        rate(user, shown, 5)
    Taste.objects.create(user=people[0], updated_at=clock.now(), **switch)

    tasks.train()

    assert (pointer().people, len(now_engine().model.families.rows)) == (4, 0)


def test_hidden_reviews_and_closed_accounts_say_nothing() -> None:
    shown = musical(1)
    rate(PersonFactory.create(), shown, 5, hidden_at=clock.now())
    rate(PersonFactory.create(is_active=False), shown, 5)

    tasks.train()

    assert pointer().people == 0


def test_the_strongest_of_what_someone_said_counts() -> None:
    me = someone()
    shown = musical(1)
    rate(me.user, shown, 1)
    me.put("/api/v1/performances/PFM1/favorite")
    me.post("/api/v1/me/visits", {"performance": "PFM1", "watched_on": "2026-11-20", "rating": 5})

    opinions = making.read_world(clock.seoul_today(), making.SilentProgress())[1]

    assert (len(opinions), opinions.weight.tolist()) == (1, [-0.5])


def test_two_never_train_at_once() -> None:
    musical(1)
    with leases.hold(making.LEASE):
        tasks.train()
        tasks.keep_current()
        with pytest.raises(CommandError) as error:
            call_command("train_recommendations", quiet=True)

    assert error.value.returncode == 3
    assert not ModelPointer.objects.exists()


def test_who_lost_the_lease_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    musical(1)
    tasks.train()
    before = pointer()

    def overtaken(*_: Any, **__: Any) -> Any:
        leases.Lease.objects.update(fence=99, holder="another")
        return before_save(*_, **__)

    before_save = store.save
    monkeypatch.setattr(store, "save", overtaken)
    musical(2)
    tasks.train()

    assert pointer().trained_at == before.trained_at
    assert pointer().model_file == before.model_file


def test_commands_tell_what_they_did(capsys: pytest.CaptureFixture[str]) -> None:
    two_audiences(people=6, works=4)

    call_command("train_recommendations")
    assert "6명의 의견 12개로" in capsys.readouterr().out
    call_command("recs_tune", weeks=1, dry_run=True)
    assert pointer().settings is None
    call_command("recs_tune", weeks=1)

    assert "의견 12개" in capsys.readouterr().out
    chosen = pointer().settings
    assert chosen is None or set(chosen) == {"cf_half_life_days", "popularity_half_life_days", "popularity_weight"}


def test_chosen_settings_are_trained_with_and_unknown_ones_are_left_out() -> None:
    musical(1)
    ModelPointer.objects.create(
        pk=ModelPointer.ONLY_ID, settings={"popularity_half_life_days": 3.0, "no_longer_known": 1}
    )

    tasks.train()

    assert now_engine().model.settings.popularity_half_life_days == 3.0
    assert pointer().settings["popularity_half_life_days"] == 3.0, "they stay for the next training"


def test_is_due_on_a_new_day_and_when_the_clock_was_set_back(seoul_noon: Any) -> None:
    tasks.keep_current()

    def is_due() -> bool:
        return due.is_due(today=clock.seoul_today(), now=clock.now())

    assert not is_due()
    seoul_noon.move_to("2026-11-23T11:00:00+09:00")
    assert is_due()
    seoul_noon.move_to("2026-11-24T00:01:00+09:00")
    assert is_due()
