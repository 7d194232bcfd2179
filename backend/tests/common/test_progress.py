"""Progress: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

from io import StringIO

from culturepedia.common.progress import BarProgress, LineProgress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_prints_plain_lines_at_the_start_and_the_end_of_a_phase() -> None:
    stream = StringIO()
    progress = LineProgress(stream)

    progress.begin("상세", 1200)
    for _ in range(12):
        progress.advance(100)
    progress.note("공연: 완료")

    assert stream.getvalue().splitlines() == ["상세: 0/1,200", "상세: 1,200/1,200", "공연: 완료"]


def test_draws_bars_with_counts(monkeypatch: object) -> None:
    stream = Terminal()
    with BarProgress(stream) as progress:
        progress.begin("목록", 10)
        progress.advance(10)
        progress.begin("상세")
        progress.advance(3)
        progress.note("공연: 완료 [서울]")

    text = stream.getvalue()
    assert "10/10" in text
    assert "공연: 완료 [서울]" in text
