"""Without a key rules give hashtags; with one they are replaced, and never the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.common import clock
from culturepedia.enrichment import local_tagger, tasks
from culturepedia.enrichment.contents import Content
from culturepedia.enrichment.local_tagger import Rules
from culturepedia.enrichment.models import ModelCall, Tagging
from culturepedia.enrichment.morphology import Analyser, AnalyserFailed
from culturepedia.performances.codes import Characteristic, Genre, Mood
from culturepedia.performances.models import Performance, PerformanceHashtag
from tests.enrichment.conftest import tag_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.enrichment.conftest import AddPerformance
    from tests.enrichment.stub_model import StubModel


@pytest.fixture(scope="module")
def analyser() -> Iterator[Analyser]:
    with Analyser() as analyser:
        yield analyser


def tags_of(analyser: Analyser, title: str, synopsis: str = "", genre: str | None = "play", **facts: Any) -> list[str]:
    content = Content(title, genre, synopsis, (), facts)
    return [slug for slug, _ in local_tagger.tag(content, *analyser.words(local_tagger.texts_of(content)))]


@pytest.mark.parametrize(
    ("arguments", "facts", "wanted", "unwanted"),
    [
        (("숲속 친구들", "신나는 노래와 율동이 가득! 온 가족이 함께 웃는 무대.", "musical"), {"child": True},
         {"kids", "with-family", "exciting"}, {"date", "dark"}),
        (("밀실", "기억을 잃은 형사가 사건의 범인을 쫓는 추리 스릴러"), {}, {"suspenseful"}, {"kids"}),
        (("첫사랑", "설레는 로맨스, 눈물 나는 감동의 이야기"), {}, {"romantic", "moving"}, {"dark"}),
        (("말러 교향곡 2번", "", "classical"), {"seats": 2500}, {"large-scale", "live-music", "grand"}, {"comic"}),
        (("판소리 완창 〈흥보가〉", "", "gugak"), {}, {"enthusiast", "classic", "live-music"}, {"touring"}),
        (("록 페스티벌", "", "pop"), {"visiting": True}, {"touring", "exciting", "live-music"}, {"calm"}),
        (("웃기는 소동", "배꼽 빠지는 코미디"), {"daehakro": True, "seats": 120}, {"comic", "small-theatre"}, {"dark"}),
        (("고도", "수어 통역과 배리어프리 자막을 제공합니다"), {}, {"barrier-free"}, {"kids"}),
    ],
)  # fmt: skip
def test_reads_words_genre_and_facts(
    arguments: tuple[str, ...], facts: dict[str, Any], wanted: set[str], unwanted: set[str], analyser: Analyser
) -> None:
    tags = set(tags_of(analyser, *arguments, **facts))

    assert wanted <= tags
    assert not unwanted & tags


def test_knows_a_word_in_all_its_forms(analyser: Analyser) -> None:
    for text in ("즐거웠던 밤", "즐겁고", "즐거운 이야기", "즐거워서"):
        assert "cheerful" in tags_of(analyser, "무제", text + " 웃음"), text


@given(genre=st.sampled_from([None, *Genre]), words=st.lists(st.sampled_from(sorted(local_tagger.rules().words))))
def test_always_gives_some_of_each_kind_and_never_too_many(genre: str | None, words: list[str]) -> None:
    tags = [slug for slug, _ in local_tagger.tag(Content("가", genre, "", ()), (), words)]

    assert 1 <= len([slug for slug in tags if slug in set(Characteristic)]) <= 4
    assert 1 <= len([slug for slug in tags if slug in set(Mood)]) <= 3
    assert len(tags) == len(set(tags))


def test_every_hashtag_can_be_reached() -> None:
    known = local_tagger.rules()
    groups = (known.genres, known.facts, known.words, known.phrases)

    reached = {slug for group in groups for weights in group.values() for slug, weight in weights.items() if weight > 0}

    assert reached == {*Characteristic, *Mood}


def test_refuses_rules_with_a_hashtag_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="funny"):
        Rules({"version": "1", "genres": {"": {"funny": 1}}, "facts": {}, "words": {}, "phrases": {}})


def test_survives_any_text(analyser: Analyser) -> None:
    texts = ["", " ", "\n\n", "\x00\ud800", "한" * 100_000, "🎭" * 500, "a" * 5000, "<script>", "가\u200b나"]

    assert len(analyser.words(texts)) == len(texts)


def test_a_child_that_was_killed_is_told_and_replaced() -> None:
    with Analyser() as analyser:
        analyser.words(["가"])
        assert analyser._child is not None
        analyser._child.kill()
        analyser._child.wait()
        assert analyser.words(["가족"]) == [["가족"]]
        child = analyser._child
    assert child.returncode is not None


def test_an_analyser_that_does_not_work_ends_the_run_and_blames_no_performance(
    add_performance: AddPerformance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Any:
        raise AnalyserFailed("the analyser of Korean words ended")

    add_performance()
    with monkeypatch.context() as patch:
        patch.setattr(Analyser, "words", fail)
        run = tag_at(clock.now())

    assert run.stopped_by == "the analyser of Korean words ended"
    assert tag_at(clock.now()).tagged == 1


def test_without_a_key_every_performance_is_tagged_and_no_call_made(add_performance: AddPerformance) -> None:
    for genre in (None, *Genre):
        add_performance("http://nowhere.invalid/poster.jpg", genre=genre)

    tasks.tag_performances()
    tasks.tag_performances()

    assert Performance.objects.filter(hashtags=[]).count() == 0
    assert set(PerformanceHashtag.objects.values_list("source", flat=True)) == {"auto-local"}
    assert Performance.objects.exclude(title_en=None).count() == 0
    assert ModelCall.objects.count() == 0


def test_rules_are_replaced_when_a_key_comes_and_stay_replaced_when_it_goes(
    model: StubModel, add_performance: AddPerformance, settings: Any
) -> None:
    key, settings.OPENAI_API_KEY = settings.OPENAI_API_KEY, ""
    performance = add_performance(title="가")
    tasks.tag_performances()
    performance.refresh_from_db()
    by_rules = performance.hashtags
    settings.OPENAI_API_KEY = key
    tasks.tag_performances()
    performance.refresh_from_db()
    by_model = performance.hashtags
    settings.OPENAI_API_KEY = ""
    Performance.objects.update(content_hash="changed")
    tasks.tag_performances()

    performance.refresh_from_db()
    assert by_rules
    assert by_rules != by_model == performance.hashtags
    assert Tagging.objects.get().source == "auto-model"
    assert model.asked == {"가": 1}


def test_what_rules_gave_stays_while_the_model_fails(
    model: StubModel, add_performance: AddPerformance, settings: Any
) -> None:
    key, settings.OPENAI_API_KEY = settings.OPENAI_API_KEY, ""
    performance = add_performance()
    tag_at(clock.now())
    performance.refresh_from_db()
    by_rules = performance.hashtags
    settings.OPENAI_API_KEY, model.say = key, lambda call: "I'd rather not."

    tag_at(clock.now())

    performance.refresh_from_db()
    assert performance.hashtags == by_rules
    assert Tagging.objects.get().failures == 1
