"""Results that arrive together, when a batch was sent."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from .response import Response

ResultT_co = TypeVar("ResultT_co", covariant=True)

NOT_SENT = "the batch was not sent yet: results are there when its block has ended"
GIVEN_UP = "the batch was not sent: its block ended with an exception"
INTERRUPTED = "the batch was interrupted before this request had an answer"


class Pending(Generic[ResultT_co]):
    """One request of a batch; its result is there when the block of the batch ended.

    As with ``concurrent.futures.Future``, ``result`` returns it or raises what went
    wrong. All methods but ``done`` raise RuntimeError where there is no outcome.
    """

    __slots__ = ("_missing", "_outcome")

    def __init__(self) -> None:
        self._outcome: Response[ResultT_co] | Exception | None = None
        self._missing = NOT_SENT

    def done(self) -> bool:
        """Whether there is a result or an exception."""
        return self._outcome is not None

    def result(self) -> ResultT_co:
        """What the call returns outside of a batch; raises what it would raise.

        Also raises MalformedResponseError for a request that the service left without
        an answer, or answered twice, and FailedDependencyError.
        """
        return self.response().result

    def response(self) -> Response[ResultT_co]:
        """The result with status, headers and request id; raises as ``result``."""
        outcome = self._known()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def exception(self) -> Exception | None:
        """What ``result`` raises; None where it returns."""
        outcome = self._known()
        return outcome if isinstance(outcome, Exception) else None

    def settle(self, outcome: Response[Any] | Exception) -> None:
        """Give it its outcome; for the batch alone."""
        self._outcome = outcome

    def explain(self, missing: str) -> None:
        """Say why there is no outcome; for the batch alone."""
        self._missing = missing

    def _known(self) -> Response[ResultT_co] | Exception:
        if self._outcome is None:
            raise RuntimeError(self._missing)
        return self._outcome

    def __repr__(self) -> str:
        failed = isinstance(self._outcome, Exception)
        state = "failed" if failed else "done" if self.done() else "not done"
        return f"<Pending: {state}>"
