"""The two taggers: one asks a language model and pays for it, one weighs words by rules."""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from culturepedia.common import clock
from culturepedia.enrichment import ledger, local_tagger
from culturepedia.enrichment.hashtags import Batch
from culturepedia.enrichment.ledger import CapReached, Offer
from culturepedia.enrichment.model_errors import (
    ModelForbids,
    ModelRejects,
    ModelUnavailable,
    ModelUnknown,
)
from culturepedia.enrichment.morphology import Analyser, AnalyserFailed
from culturepedia.enrichment.replies import read_reply
from culturepedia.enrichment.tag_queue import Queue
from culturepedia.enrichment.tag_store import Result
from culturepedia.performances.codes import TagSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from culturepedia.common.leases import Grant
    from culturepedia.enrichment.contents import Job
    from culturepedia.enrichment.ledger import Caps, Reservation
    from culturepedia.enrichment.model_client import ModelReply, TagModel
    from culturepedia.enrichment.models import TagRun
    from culturepedia.enrichment.vocabulary import Tags

    Answers = dict[str, tuple[Tags, str | None]]  # by key

TRIES = 2  # of a call that the service did not work on
UNKNOWN_IN_A_ROW = 2  # calls without an answer: then the service counts as down
REJECTED_IN_A_ROW = 5  # calls that it refuses: then it is not about single performances


class _Stop(Exception):
    """No call can be made now."""


class LocalTagger:
    """Rules over the words of title and synopsis; costs nothing."""

    chunk = 100

    def __init__(self) -> None:
        self.queue = Queue(local_tagger.tagger_name(), TagSource.LOCAL)
        self._analyser = Analyser()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._analyser.close()

    def find(self, jobs: Sequence[Job], *, run: TagRun, grant: Grant) -> Batch:
        """Return hashtags for every job; none when the analyser of Korean words does not work."""
        texts = [text for job in jobs for text in local_tagger.texts_of(job.content)]
        try:
            words = self._analyser.words(texts)
        except AnalyserFailed as exc:
            return Batch(stopped_by=str(exc))
        return Batch(
            [
                Result(
                    job,
                    job.content.key(self.queue.tagger),
                    local_tagger.tag(job.content, words[2 * number], words[2 * number + 1]),
                )
                for number, job in enumerate(jobs)
            ]
        )


class ModelTagger:
    """A language model, several performances a call; what failed once is asked about alone."""

    def __init__(
        self, model: TagModel, *, caps: Caps, batch: int, pause: Callable[[float], object] = time.sleep
    ) -> None:
        self.queue = Queue(model.tagger, TagSource.MODEL)
        self.chunk = batch
        self.model = model
        self._caps, self._pause = caps, pause
        self._bad_in_a_row = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.model.close()

    def find(self, jobs: Sequence[Job], *, run: TagRun, grant: Grant) -> Batch:
        """Return hashtags from stored answers, then from the model."""
        by_key: dict[str, list[Job]] = {}
        for job in jobs:
            by_key.setdefault(job.content.key(self.queue.tagger), []).append(job)
        answers = ledger.stored_answers(list(by_key))
        unknown = {key: same[0] for key, same in by_key.items() if key not in answers}
        together = {key: job for key, job in unknown.items() if not job.failures}
        calls = [together] if together else []
        calls += [{key: job} for key, job in unknown.items() if job.failures]
        errors: dict[str, str] = {}
        batch = Batch()
        for asked in calls:
            try:
                found, error = self._ask(asked, run=run, grant=grant)
            except _Stop as stop:
                batch.stopped_by = str(stop)
                break
            answers |= found
            errors |= dict.fromkeys(asked.keys() - found.keys(), error)
        for key, same in by_key.items():
            if key in answers:
                batch.found += [Result(job, key, *answers[key]) for job in same]
            elif errors.get(key):
                batch.failed += [Result(job, key, [], error=errors[key]) for job in same]
        return batch

    def _ask(self, asked: dict[str, Job], *, run: TagRun, grant: Grant) -> tuple[Answers, str]:
        """Return the usable answers, and what is wrong with the others: "" leaves them in the queue.

        Raises:
            _Stop: A cap is reached, or the service does not work for us now.
        """
        for tried in range(1, TRIES + 1):
            reservation = self._reserve(asked, run=run, grant=grant)
            if reservation is None:
                return self._answered_elsewhere(asked)
            jobs = {key: job for key, job in asked.items() if key in reservation.keys}
            try:
                with _closing(reservation):
                    reply = self.model.ask(list(jobs.values()), request_key=_request_key(reservation))
            except ModelUnavailable as exc:
                if tried == TRIES:
                    raise _Stop(f"the model's service does not answer ({exc})") from exc
                self._pause(exc.wait_seconds)
            except ModelForbids as exc:
                raise _Stop(f"the model's service does not accept us ({exc})") from exc
            except (ModelRejects, ModelUnknown) as exc:
                return {}, self._note_bad_call(exc)
            else:
                return self._settle(reservation, jobs, reply), "no usable answer"
        raise AssertionError("the last try returns or raises")

    def _note_bad_call(self, exc: ModelRejects | ModelUnknown) -> str:
        """Count it; return what is wrong with the contents, "" when it is not known to be their fault.

        Raises:
            _Stop: It happened too often in a row.
        """
        is_refusal = isinstance(exc, ModelRejects)
        self._bad_in_a_row += 1
        if self._bad_in_a_row >= (REJECTED_IN_A_ROW if is_refusal else UNKNOWN_IN_A_ROW):
            raise _Stop(f"the model's service does not answer ({exc})") from exc
        return f"the model's service refuses it ({exc})" if is_refusal else ""

    def _reserve(self, asked: dict[str, Job], *, run: TagRun, grant: Grant) -> Reservation | None:
        offer = Offer(
            costs={key: self.model.cost_of(job) for key, job in asked.items()},
            base_cost=self.model.base_cost(),
            model=self.model.name,
            prompt_version=self.queue.tagger.rpartition("/")[2],
        )
        try:
            return ledger.reserve(offer, run=run, holder=grant.holder, caps=self._caps, now=clock.now())
        except CapReached as exc:
            raise _Stop(str(exc)) from exc

    def _answered_elsewhere(self, asked: dict[str, Job]) -> tuple[Answers, str]:
        """Return answers that came in meanwhile; what another process is asking now stays in the queue."""
        keys = list(asked)
        if ledger.open_keys(keys):
            return ledger.stored_answers(keys), ""
        return ledger.stored_answers(keys), "asked often enough without a usable answer"

    def _settle(self, reservation: Reservation, jobs: dict[str, Job], reply: ModelReply) -> Answers:
        self._bad_in_a_row = 0
        keys = list(jobs)
        read = read_reply(reply.text, [job.content.title for job in jobs.values()])
        answers = {keys[position]: answer for position, answer in read.items()}
        ledger.settle(
            reservation,
            answers,
            cost=self.model.true_cost(reply),
            tokens=(reply.input_tokens, reply.output_tokens),
            now=clock.now(),
        )
        return answers


@contextmanager
def _closing(reservation: Reservation) -> Iterator[None]:
    """Close the ledger's entry in whatever way the call fails."""
    try:
        yield
    except (ModelUnavailable, ModelForbids, ModelRejects) as exc:
        ledger.refund(reservation, error=str(exc), now=clock.now())
        raise
    except BaseException as exc:
        text = str(exc) if isinstance(exc, ModelUnknown) else type(exc).__name__
        ledger.lose(reservation, error=text, now=clock.now())
        raise


def _request_key(reservation: Reservation) -> str:
    """Return a name for the request that is the same whenever the same contents are asked about."""
    return hashlib.sha256("\n".join(sorted(reservation.keys)).encode()).hexdigest()
