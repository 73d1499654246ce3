"""Which requests of a batch are sent when, without sending any.

``deliver`` is a generator, as ``exchange`` is: it yields what is to be sent at the same
time, and how long to wait. Each request of a batch is an exchange of its own, which
decides about its errors, retries and redirects as if it was sent alone; only that its
answers come in batches.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, TypeAlias, TypeGuard

import httpx

from . import jsontext
from .batch import Format, Habits
from .batchjson import batch_answers, request_data, response_to
from .envelope import malformed
from .errors import ServiceError, TransportError
from .exchange import Effect, Flow, Send, Service, Sleep, exchange
from .multipart import (
    MULTIPART,
    answer_to,
    is_multipart,
    multipart_answers,
    multipart_body,
    request_text,
)
from .pending import Pending
from .reading import read_nothing
from .request import AnyRequest, Request, RequestOptions
from .trees import idle_answer, response_of

LINGER = 0.5
"""Seconds within which repeated requests wait for each other, to go in one batch."""

Outcome: TypeAlias = httpx.Response | Exception


class Together(NamedTuple):
    """Send these at the same time; what came of them is sent back in their order."""

    requests: list[AnyRequest]


Delivery: TypeAlias = Generator[Together | Sleep, Any, None]


class Item:
    """One request of a batch on its way.

    number: its place in the batch, which is its id there; needs: what the service has
    to carry out before it. text: what it is in the multipart format; None in the other.
    """

    def __init__(
        self, number: int, request: AnyRequest, needs: Sequence[Item] = ()
    ) -> None:
        self.id = str(number)
        self.request = request
        self.needs = needs
        self.pending: Pending[Any] = Pending()
        self.due = 0.0
        self.send: Send | None = None
        self.data: dict[str, Any] = {}
        self.text: bytes | None = None
        self.refusal: Exception | None = None

    @property
    def outstanding(self) -> list[Item]:
        """What has to be carried out before it and is not yet."""
        return [item for item in self.needs if not item.pending.done()]

    def begin(self, habits: Habits) -> None:
        """Find out what to send first."""
        self._habits = habits
        # The credential is that of the batch; it has no place in the items.
        service = replace(habits.service, auth=None)
        self._flow: Flow = exchange(self.request, service)
        if self.request.idle:
            self._read(idle_answer(self.request))
        else:
            self._advance(partial(next, self._flow))

    def take(self, answer: httpx.Response) -> None:
        """Go on with an answer, good or bad."""
        self._advance(partial(self._flow.send, answer))

    def take_loss(self, error: httpx.RequestError) -> None:
        """Go on after the answer, or the batch itself, was lost."""
        self._advance(partial(self._flow.throw, error))

    def take_outside(self, outcome: Outcome) -> None:
        """End with what came of the request when it was sent alone."""
        if isinstance(outcome, Exception):
            self.fail(outcome)
        else:
            self._read(outcome)

    def take_refusal(self, refusal: Exception) -> None:
        """Go on in the other format, because the service does not take this one."""
        self.refusal = refusal
        try:
            self._spell()
        except ValueError as error:
            self.fail(error)

    def fail(self, error: Exception) -> None:
        """End with an exception."""
        self.pending.settle(error)

    def _advance(self, step: Callable[[], Effect]) -> None:
        try:
            effect = step()
            if isinstance(effect, Sleep):
                self.due = time.monotonic() + effect.seconds
                effect = self._flow.send(None)
            # What leaves the service's origin cannot be part of a batch.
            self.send = effect if isinstance(effect, Send) else None
            self._spell()
            return
        except StopIteration as end:
            answer: httpx.Response = end.value
        except Exception as error:
            self.fail(error)
            return
        self._read(answer)

    def _spell(self) -> None:
        if self.send is None:
            return
        root, prefix = self._habits.service.root, self._habits.url_prefix
        if self._habits.format.multipart:
            self.text = request_text(self.send, root, prefix)
        else:
            self.text = None
            self.data = request_data(self.send, root, prefix)

    def _read(self, answer: httpx.Response) -> None:
        try:
            outcome = response_of(self.request, answer, self._habits.reading)
        except Exception as error:
            self.fail(error)
        else:
            self.pending.settle(outcome)


def deliver(items: Sequence[Item], habits: Habits) -> Delivery:
    """Send all items, again where that makes sense, until each has an outcome."""
    for item in items:
        item.begin(habits)
    while waiting := _waiting(items, habits.service):
        first = min(item.due for item in waiting)
        start = max(item.due for item in waiting if item.due <= first + LINGER)
        if (wait := start - time.monotonic()) > 0:
            yield Sleep(wait)
        jobs = _jobs([item for item in waiting if item.due <= start], habits)
        outcomes = yield Together([request for request, _ in jobs])
        for (_, take), outcome in zip(jobs, outcomes, strict=True):
            take(outcome)


def _waiting(items: Sequence[Item], service: Service) -> list[Item]:
    """The items without an outcome; those whose needs failed get theirs here."""
    waiting = []
    for item in items:
        if item.pending.done():
            continue
        done = (need.pending for need in item.needs if need.pending.done())
        cause = next(filter(None, (pending.exception() for pending in done)), None)
        if cause is None:
            item.due = max([item.due, *(need.due for need in item.outstanding)])
            waiting.append(item)
        else:
            answer = httpx.Response(424, request=_as_sent(item))
            error = service.error(answer)
            error.__cause__ = cause
            item.fail(error)
    return waiting


Job: TypeAlias = tuple[AnyRequest, Callable[[Outcome], None]]


def _jobs(due: Sequence[Item], habits: Habits) -> list[Job]:
    """Requests to send now, each with what takes its outcome."""
    batched = [item for item in due if item.send is not None]
    alone = [item for item in due if item.send is None]
    jobs: list[Job] = [(item.request, item.take_outside) for item in alone]
    for chunk in _chunks(batched, habits.size):
        jobs.append((_batch(chunk), partial(_take, chunk, habits)))
    return jobs


def _chunks(items: Sequence[Item], size: int) -> list[list[Item]]:
    """Items that go in one batch: not too many, of one format, with equal timeouts.

    What needs another item goes with it, or not yet; in the multipart format, which
    knows of no needs, not yet.
    """
    chunks: list[list[Item]] = []
    for item in items:
        needs = item.outstanding
        timeout = item.request.options.timeout
        fitting = (
            chunk
            for chunk in chunks
            if len(chunk) < size
            and (chunk[0].text is None) is (item.text is None)
            and not (needs and item.text is not None)
            and chunk[0].request.options.timeout == timeout
            and all(need in chunk for need in needs)
        )
        chunk = next(fitting, None)
        if chunk is not None:
            chunk.append(item)
        elif not needs:
            chunks.append([item])
    return chunks


def _batch(chunk: Sequence[Item]) -> AnyRequest:
    """The request that carries these items, all of which can go now."""
    headers = {"Prefer": "odata.continue-on-error"}
    if texts := [item.text for item in chunk if item.text is not None]:
        content, headers["Content-Type"] = multipart_body(texts)
        headers["Accept"] = MULTIPART
    else:
        content = jsontext.dump({"requests": list(map(_entry, chunk))})
        headers["Content-Type"] = "application/json"
    # Retries are the business of each item: what was lost may not be repeated for all.
    options = RequestOptions(chunk[0].request.options.timeout, retry=None)
    return Request("POST", "$batch", read_nothing, headers, content, options)


def _entry(item: Item) -> dict[str, Any]:
    needs = [need.id for need in item.outstanding]
    return {"id": item.id, **({"dependsOn": needs} if needs else {}), **item.data}


def _take(chunk: Sequence[Item], habits: Habits, outcome: Outcome) -> None:
    """Give each item of a batch what came of it."""
    in_json = chunk[0].text is None
    if isinstance(outcome, httpx.Response) and (in_json or is_multipart(outcome)):
        habits.format.multipart, habits.format.settled = not in_json, True
        _take_answers(chunk, outcome)
    elif isinstance(outcome, TransportError):
        for item in chunk:
            item.take_loss(_lost(outcome))
    elif isinstance(outcome, ServiceError) and outcome.status in (429, 503, 504):
        for item in chunk:
            item.take(outcome.response)
    elif in_json and _is_of_the_format(outcome, habits.format):
        habits.format.multipart = True
        for item in chunk:
            item.take_refusal(outcome)
    else:
        _take_failure(chunk, habits, _unread(outcome))


def _take_failure(chunk: Sequence[Item], habits: Habits, error: Exception) -> None:
    """Fail for what was said of the first format, where the service takes neither."""
    settled = habits.format.settled
    if not settled:
        habits.format.multipart = False
    for item in chunk:
        first = None if settled else item.refusal
        item.fail(_refusal(first or error, habits.service))


def _unread(outcome: Outcome) -> Exception:
    if isinstance(outcome, Exception):
        return outcome
    return malformed(outcome, "an answer that is not in parts, as its request was")


# What services of OData 4.0, which knows no other format, say to a batch in JSON. None
# of it is done then.
_FORMAT_REFUSED = (400, 406, 415)


def _is_of_the_format(outcome: Outcome, known: Format) -> TypeGuard[ServiceError]:
    """Whether a batch in JSON was refused because the service takes none such."""
    refused = isinstance(outcome, ServiceError) and outcome.status in _FORMAT_REFUSED
    return refused and (known.multipart or not known.settled)


def _take_answers(chunk: Sequence[Item], batch: httpx.Response) -> None:
    try:
        answers = (_in_order if is_multipart(batch) else _by_id)(chunk, batch)
    except ValueError as error:
        for item in chunk:
            item.fail(malformed(batch, str(error)))
        return
    for item, found in zip(chunk, answers, strict=True):
        try:
            if len(found) != 1:
                raise ValueError(f"{len(found) or 'no'} answers instead of one")
            answer = found[0]()
        except ValueError as error:
            place = f"request {item.id} ({item.request.method} {item.request.url})"
            item.fail(malformed(batch, f"{place}: {error}"))
            continue
        # What it needs is going to be sent again, and this then as well.
        if answer.status_code != 424 or not item.outstanding:
            item.take(answer)


Answers: TypeAlias = list[list[Callable[[], httpx.Response]]]
"""Each item's answers, of which there should be one, still to be read."""


def _by_id(chunk: Sequence[Item], batch: httpx.Response) -> Answers:
    answers = batch_answers(batch.content)
    return [
        [
            partial(response_to, _as_sent(item), each)
            for each in answers.get(item.id, [])
        ]
        for item in chunk
    ]


def _in_order(chunk: Sequence[Item], batch: httpx.Response) -> Answers:
    texts = multipart_answers(batch)
    if len(texts) > len(chunk):
        raise ValueError(f"{len(texts)} answers to {len(chunk)} requests")
    found: Answers = [
        [partial(answer_to, _as_sent(item), text)]
        for item, text in zip(chunk, texts, strict=False)
    ]
    return [*found, *([] for _ in chunk[len(texts) :])]


def _as_sent(item: Item) -> httpx.Request:
    """The request that the item is, as if it was sent alone."""
    send = item.send
    if send is None:
        return httpx.Request(item.request.method, item.request.url)
    return httpx.Request(send.method, send.url, headers=send.headers)


def _lost(error: TransportError) -> httpx.RequestError:
    cause = error.__cause__
    assert isinstance(cause, httpx.RequestError)
    return cause


def _refusal(error: Exception, service: Service) -> Exception:
    """What it means for an item that its batch was refused.

    Each item gets an exception of its own. None of them is one about the item, such as
    NotFoundError: whoever catches that would take the item for missing.
    """
    if not isinstance(error, ServiceError):
        return error
    own = service.error(error.response)
    if error.status in (401, 403) or error.status >= 500:
        return own
    return ServiceError(
        error.response,
        f"the batch was refused: {error.message}",
        code=own.code,
        target=own.target,
        details=own.details,
        inner_error=own.inner_error,
        request_id=own.request_id,
        client_request_id=own.client_request_id,
    )
