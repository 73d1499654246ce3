"""One request on its way through the service, and what was received at all."""

from __future__ import annotations

from msgspec import Struct, field
from starlette.datastructures import Headers

from odata2py.csdl.meaning import Capabilities
from odata2py.csdl.model import Model
from odata2py.sandbox.paths import Target
from odata2py.sandbox.places import Place
from odata2py.sandbox.responses import Writer
from odata2py.sandbox.rules import Rules
from odata2py.sandbox.settings import Settings
from odata2py.sandbox.storage import Store
from odata2py.sandbox.walk import Walker

RESULTS = "$results"


class Received(Struct, frozen=True):
    """A request as it arrived; ``path`` is undecoded and includes the query.

    ``batched`` says that it arrived in a batch.
    """

    method: str
    path: str
    headers: Headers
    body: bytes
    batched: bool = False


class Results(Struct):
    """The results of actions that have more pages, for the requests for these."""

    found: dict[str, tuple[Target, Place]] = field(default_factory=dict)

    def keep(self, target: Target, place: Place) -> str:
        """The name under which a result is found again."""
        name = str(len(self.found) + 1)
        self.found[name] = (target, place)
        return name


class Exchange(Struct, frozen=True):
    """A request whose path is resolved, with all that is needed to answer it."""

    request: Received
    pairs: list[tuple[str, str]]
    target: Target
    place: Place
    walker: Walker
    writer: Writer
    settings: Settings
    results: Results

    @property
    def model(self) -> Model:
        return self.walker.store.model

    @property
    def store(self) -> Store:
        return self.walker.store

    @property
    def rules(self) -> Rules:
        return self.walker.rules

    @property
    def declared(self) -> str:
        """The structured type that the path's end is declared to have."""
        return self.target.type.name

    @property
    def url(self) -> str:
        """The absolute URL of the request without its query."""
        return self.writer.origin + self.request.path.partition("?")[0]

    def page_url(self) -> str:
        """Where the other pages are: an action is not invoked anew for each."""
        if self.request.method != "POST":
            return self.url
        return f"{self.writer.base}/{RESULTS}/{self.results.keep(*self._end())}"

    def _end(self) -> tuple[Target, Place]:
        return Target(type=self.target.type), self.place

    def capabilities(self) -> list[Capabilities]:
        """What annotations say of the path, and of where its entities live."""
        collection = self.place.collection
        entity = self.place.entity
        found = [] if collection is None else [collection, collection.lives_in]
        found += [] if entity is None else [entity.home]
        return [each.capabilities for each in found if each is not None]

    def preferences(self) -> dict[str, str]:
        """What the client prefers, without ``odata.``."""
        return preferences(self.request.headers)


def preferences(headers: Headers) -> dict[str, str]:
    """The Prefer header (Protocol 4.01, section 8.2.8), without ``odata.``."""
    found: dict[str, str] = {}
    for item in ",".join(headers.getlist("prefer")).split(","):
        name, _, value = item.partition(";")[0].strip().partition("=")
        if name:
            found[name.strip().lower().removeprefix("odata.")] = value.strip(' "')
    return found
