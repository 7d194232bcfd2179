"""A labelled set that stands outside of the project, through the API, scored by the script beside it.

Runs only with `-m samples` and the folder in SEARCH_SAMPLES: corpus-dev.jsonl, queries-dev.jsonl and score.py. Nothing
of it is copied.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import time_machine

from tests.search.catalogues import Work, store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.test import APIClient

pytestmark = [pytest.mark.samples, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel("2026-11-23T12:00:00+09:00", tick=True):
        yield


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def as_work(row: dict[str, Any]) -> Work:
    return Work(
        id=row["id"], title=row["title"], title_en=row["title_en"], genre=row["genre"], region=row["region"],
        start=row["start"], end=row["end"], venue=row["venue"], cast=tuple(row["cast"]), crew=tuple(row["crew"]),
        company=row["producer"], tags=tuple(row["hashtags"]), synopsis=row["synopsis"], child=row["child"],
        prices=(row["price_min"], row["price_max"]), popularity=row["popularity"],
    )  # fmt: skip


def ask(api: APIClient, query: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": query["id"]}
    began = time.perf_counter()
    if query["mode"] == "suggest":
        reply = api.get(f"/api/v1/performances/suggest?{urlencode({'q': query['query']})}")
        answer["labels"] = [one["label"] for one in reply.json()["results"]]
    else:
        asked = {"q": query["query"], "page_size": 10}
        for name, value in query.get("filters", {}).items():
            asked[name] = ",".join(value) if isinstance(value, list) else str(value).lower()
        if query["mode"] == "facets":
            asked["facets"] = "genre,region,state"
        reply = api.get(f"/api/v1/performances?{urlencode(asked)}")
        page = reply.json()
        results = page.get("results", [])
        answer["ids"] = [card["id"] for card in results]
        if "facets" in page:
            answer["facets"] = {
                name: {option["value"]: option["count"] for option in options}
                for name, options in page["facets"].items()
            }
        if results:
            answer["highlight"] = marked(results[0]["title"], results[0]["highlight"])
    return answer | {"status": reply.status_code, "ms": (time.perf_counter() - began) * 1000}


def marked(title: str, spans: list[list[int]]) -> str:
    at, made = 0, ""
    for first, end in spans:
        made += f"{title[at:first]}<em>{title[first:end]}</em>"
        at = end
    return made + title[at:]


def test_reaches_every_bar(api: APIClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(os.environ["SEARCH_SAMPLES"])
    (queries,) = folder.glob("queries-*.jsonl")
    (corpus,) = folder.glob("corpus-*.jsonl")
    store([as_work(row) for row in read_lines(corpus)])

    answers = tmp_path / "answers.jsonl"
    lines = [json.dumps(ask(api, query), ensure_ascii=False) for query in read_lines(queries)]
    answers.write_text("\n".join(lines), "utf-8")

    command = [sys.executable, str(folder / "score.py"), str(queries), str(corpus), str(answers), "--bars"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    with capsys.disabled():
        sys.stdout.write(f"\n{done.stdout}{done.stderr}")
    if kept := os.environ.get("SEARCH_ANSWERS"):
        Path(kept).write_text(answers.read_text("utf-8"), "utf-8")
    assert done.returncode == 0
