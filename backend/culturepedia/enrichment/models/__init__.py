"""What is known about tagging: its runs, its costs, its results, and what people say about them."""

from culturepedia.enrichment.models.judgements import TagDecision, TagReport
from culturepedia.enrichment.models.ledger import ModelAnswer, ModelCall, ModelCallItem, TagRun
from culturepedia.enrichment.models.queues import IntroFailure, PosterFailure, QueueLook, Tagging

__all__ = [
    "IntroFailure",
    "ModelAnswer",
    "ModelCall",
    "ModelCallItem",
    "PosterFailure",
    "QueueLook",
    "TagDecision",
    "TagReport",
    "TagRun",
    "Tagging",
]
