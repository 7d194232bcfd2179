"""Asks a language model for hashtags: one request, one answer, within a time, and no second try of its own.

The openai package speaks to OpenAI or to any server that is compatible (`OPENAI_BASE_URL`). Its retries are off: the
ledger decides about every request. What a failure means for the money is told by the kind of exception.
"""

from __future__ import annotations

import base64
import threading
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import openai
from django.core.files.storage import default_storage
from openai import OpenAI

from culturepedia.enrichment import prompt
from culturepedia.enrichment.model_errors import (
    ModelError,
    ModelForbids,
    ModelRejects,
    ModelUnavailable,
    ModelUnknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from culturepedia.enrichment.contents import Job

CALL_SECONDS = 30.0
CONNECT_SECONDS = 5.0
OUTPUT_TOKENS_BASE, OUTPUT_TOKENS_EACH = 100, 300
IMAGE_TOKENS = 3_000  # the most that a small picture counts with any model of OpenAI
LIKELY_TOKENS_A_CHARACTER, LIKELY_IMAGE_TOKENS, LIKELY_OUTPUT_TOKENS = 0.7, 300, 130
IMAGE_WIDTH_PX = 240
MAX_IMAGE_BYTES = 200_000
OVERHEAD_TOKENS = 50  # of a message's frame


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What came back. Token counts are None when the server does not tell."""

    text: str
    input_tokens: int | None
    output_tokens: int | None


@dataclass(frozen=True, slots=True)
class Prices:
    """Millionths of a dollar for one token, which is dollars for a million of them."""

    input: float
    output: float


class TagModel:
    """A language model behind an address; use it from one thread."""

    def __init__(
        self, *, api_key: str, base_url: str, model: str, prices: Prices, call_seconds: float = CALL_SECONDS
    ) -> None:
        self.name = model
        self.prices = prices
        self._call_seconds = call_seconds
        self._client = OpenAI(
            api_key=api_key,
            base_url=base_url or None,
            max_retries=0,
            timeout=openai.Timeout(call_seconds, connect=CONNECT_SECONDS),
        )

    @property
    def tagger(self) -> str:
        """Return the name under which results stand: another model or prompt is another tagger."""
        return f"{self.name}/{prompt.VERSION}"

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def ask(self, jobs: Sequence[Job], *, request_key: str) -> ModelReply:
        """Return the model's reply about the jobs, numbered from 1.

        Raises:
            ModelError: There is none; the subclass says what that means.
        """
        posters = [poster_data_url(job) for job in jobs]
        parts = prompt.user_parts([job.content for job in jobs], posters)
        return _within(self._call_seconds, lambda: self._send(parts, len(jobs), request_key))

    def base_cost(self) -> int:
        """Return the most that a call costs before it has any performance, in millionths of a dollar."""
        tokens = _most_tokens(prompt.system_text()) + 2 * OVERHEAD_TOKENS + _most_tokens(str(prompt.answer_schema()))
        return ceil(tokens * self.prices.input + OUTPUT_TOKENS_BASE * self.prices.output)

    def cost_of(self, job: Job) -> int:
        """Return the most that one performance adds to a call's cost."""
        tokens = _most_tokens(prompt.data_line(1, job.content)) + OVERHEAD_TOKENS
        tokens += IMAGE_TOKENS if job.content.poster_key else 0
        return ceil(tokens * self.prices.input + OUTPUT_TOKENS_EACH * self.prices.output)

    def expected_base_cost(self) -> float:
        """Return what a call will likely cost before it has any performance, in millionths of a dollar."""
        return len(prompt.system_text()) * LIKELY_TOKENS_A_CHARACTER * self.prices.input

    def expected_cost_of(self, job: Job) -> float:
        """Return what one performance will likely add to a call's cost."""
        tokens = len(prompt.data_line(1, job.content)) * LIKELY_TOKENS_A_CHARACTER
        tokens += LIKELY_IMAGE_TOKENS if job.content.poster_key else 0
        return tokens * self.prices.input + LIKELY_OUTPUT_TOKENS * self.prices.output

    def true_cost(self, reply: ModelReply) -> int | None:
        """Return what a reply cost, None when the server does not tell."""
        if reply.input_tokens is None or reply.output_tokens is None:
            return None
        return ceil(reply.input_tokens * self.prices.input + reply.output_tokens * self.prices.output)

    def _send(self, parts: list[dict[str, Any]], count: int, request_key: str) -> ModelReply:
        request: dict[str, Any] = {
            "model": self.name,
            "messages": [
                {"role": "system", "content": prompt.system_text()},
                {"role": "user", "content": parts},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "hashtags", "strict": True, "schema": prompt.answer_schema()},
            },
            "max_completion_tokens": OUTPUT_TOKENS_BASE + OUTPUT_TOKENS_EACH * count,
            "extra_headers": {"Idempotency-Key": request_key},
        }
        try:
            return _read(self._client.chat.completions.create(**request))
        except openai.OpenAIError as exc:
            raise _meaning(exc) from None
        except (ValueError, TypeError, AttributeError, IndexError):
            # The package hands on whatever JSON a server sends; what is no completion breaks where it is read.
            return ModelReply("", None, None)


def poster_data_url(job: Job) -> str | None:
    """Return the performance's small poster as a data URL, None when there is no such file."""
    widths = [width for width in job.poster_widths if width <= IMAGE_WIDTH_PX]
    if not job.content.poster_key or not widths:
        return None
    try:
        with default_storage.open(f"{job.content.poster_key}-{max(widths)}.jpg", "rb") as file:
            data = file.read(MAX_IMAGE_BYTES + 1)
    except OSError:
        return None
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}" if len(data) <= MAX_IMAGE_BYTES else None


def _read(completion: Any) -> ModelReply:
    usage = completion.usage
    tokens = (usage.prompt_tokens, usage.completion_tokens) if usage else (None, None)
    message = completion.choices[0].message
    text = message.content if isinstance(message.content, str) else ""
    return ModelReply(text, *(token if isinstance(token, int) and token >= 0 else None for token in tokens))


def _meaning(exc: openai.OpenAIError) -> ModelError:
    if isinstance(exc, openai.APIStatusError):
        return _meaning_of_status(exc)
    if isinstance(exc, openai.APIConnectionError):  # time-outs are a kind of it
        if type(exc.__cause__).__name__ in {"ConnectError", "ConnectTimeout"}:
            return ModelUnavailable("no connection")
        return ModelUnknown("no answer in time" if isinstance(exc, openai.APITimeoutError) else "the connection broke")
    return ModelUnknown(type(exc).__name__)


def _meaning_of_status(exc: openai.APIStatusError) -> ModelError:
    status = exc.status_code
    if status in {401, 403, 404}:
        return ModelForbids(f"HTTP {status}")
    if status == 429 or status >= 500:
        waits = exc.response.headers.get("retry-after", "")
        return ModelUnavailable(f"HTTP {status}", wait_seconds=float(waits) if waits.isdecimal() else 1.0)
    return ModelRejects(f"HTTP {status}")


def _most_tokens(text: str) -> int:
    """Return a number of tokens that no tokenizer exceeds: each stands for one byte or more."""
    return len(text.encode())


def _within(seconds: float, call: Callable[[], ModelReply]) -> ModelReply:
    """Return what `call` returns within the time, whatever a server does to keep it waiting.

    The package's own time limits start anew with every packet. A call beyond its time goes on alone and is forgotten.

    Raises:
        ModelUnknown: It took longer.
    """
    outcome: list[ModelReply | BaseException] = []

    def work() -> None:
        try:
            outcome.append(call())
        except BaseException as exc:  # noqa: BLE001  # raised again where it was asked for
            outcome.append(exc)

    thread = threading.Thread(target=work, name="model-call", daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise ModelUnknown("no answer in time")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]
