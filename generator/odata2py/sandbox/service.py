"""From a request to an answer: which resource it is about, and who answers.

OData Protocol 4.01, section 11 (data service requests).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from msgspec import Struct, field
from starlette.responses import Response

from odata2py.sandbox import conditions, paths, query, reading, verbs
from odata2py.sandbox.errors import bad_request, method_not_allowed, not_found
from odata2py.sandbox.exchange import RESULTS, Exchange, Received, Results
from odata2py.sandbox.paths import Target
from odata2py.sandbox.places import Place
from odata2py.sandbox.responses import Writer
from odata2py.sandbox.settings import Settings
from odata2py.sandbox.walk import Walker

ENTITY = "$entity"


class Service(Struct, frozen=True):
    """A service over a store; ``root_path`` is where its URLs begin, without slash."""

    walker: Walker
    metadata: bytes | None
    root_path: str
    settings: Settings
    results: Results = field(default_factory=Results)

    def answer(self, request: Received, origin: str) -> Response:
        """The answer to a request; ServiceError where it is refused."""
        raw_path, _, raw_query = request.path.partition("?")
        segments = self._below_root(raw_path)
        pairs = query.decode(raw_query)
        writer = Writer(self.walker, origin, self.root_path, self.settings)
        if segments in ((), ("$metadata",)):
            _require(request.method, ["GET"])
            if segments:
                return self._metadata()
            return reading.service_document(self.walker.store.model, writer.base)
        if segments[0] == ENTITY:
            segments = (*_named(pairs, writer.base), *segments[1:])
            pairs = [pair for pair in pairs if pair[0] != "$id"]
        target, place = self._end(segments, query.aliases(pairs))
        exchange = Exchange(
            request,
            pairs,
            target,
            place,
            self.walker,
            writer,
            self.settings,
            self.results,
        )
        if place.missing is not None and not verbs.may_create(exchange):
            raise self.walker.not_there(place)
        if place.absent and request.method not in ("PUT", "DELETE"):
            raise not_found("The entity has no value of that name.")
        allowed = verbs.of(exchange)
        _require(request.method, list(allowed))
        verb = allowed["GET" if request.method == "HEAD" else request.method]
        return conditions.unmet(exchange) or verb(exchange)

    def _end(
        self, segments: Sequence[str], aliases: Mapping[str, str]
    ) -> tuple[Target, Place]:
        if segments[0] == RESULTS and len(segments) == 2:
            if segments[1] not in self.results.found:
                raise not_found("There is no such result of an action.")
            return self.results.found[segments[1]]
        target = paths.resolve(self.walker.store.model, segments, aliases)
        return target, self.walker.follow(target)

    def _below_root(self, raw_path: str) -> Sequence[str]:
        inside = raw_path.removeprefix(self.root_path)
        if not raw_path.startswith(self.root_path) or inside[:1] not in ("", "/"):
            raise not_found(f"The service is at {self.root_path}/.")
        return paths.decode(inside)

    def _metadata(self) -> Response:
        if self.metadata is None:
            raise not_found("The sandbox was started without the metadata's text.")
        return Response(self.metadata, media_type="application/xml")


def _named(pairs: Sequence[tuple[str, str]], base: str) -> Sequence[str]:
    """The path that ``$id`` stands for (Protocol 4.01, section 11.2.9)."""
    found = [value for name, value in pairs if name == "$id"]
    if len(found) != 1:
        raise bad_request("The entity is named by $id.", "$id")
    url = urljoin(f"{base}/", found[0])
    if not url.startswith(f"{base}/"):
        raise not_found(f"{found[0]!r} is not in the service.")
    return paths.decode(url.removeprefix(base))


def _require(method: str, allowed: Sequence[str]) -> None:
    if method not in allowed and not (method == "HEAD" and "GET" in allowed):
        raise method_not_allowed(method, allowed)
