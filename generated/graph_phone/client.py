"""The clients, where programs start."""

from __future__ import annotations

from . import requests
from ._runtime.batch import AsyncBatch, SyncBatch
from ._runtime.client import AsyncClient, Cloud, ServiceProfile, SyncClient
from ._runtime.modes import (
    Async,
    AsyncResponse,
    Batch,
    ModeT,
    Prepare,
    Sync,
    SyncResponse,
)
from ._runtime.roots import Root
from ._runtime.urls import Conventions

PROFILE = ServiceProfile(
    clouds={
        "global": Cloud(
            "https://graph.microsoft.com/v1.0",
            ("https://graph.microsoft.com/.default",),
        ),
        "us_government": Cloud(
            "https://graph.microsoft.us/v1.0", ("https://graph.microsoft.us/.default",)
        ),
        "us_defense": Cloud(
            "https://dod-graph.microsoft.us/v1.0",
            ("https://dod-graph.microsoft.us/.default",),
        ),
        "china": Cloud(
            "https://microsoftgraph.chinacloudapi.cn/v1.0",
            ("https://microsoftgraph.chinacloudapi.cn/.default",),
        ),
    },
    conventions=Conventions(
        key_as_segment=True,
        preferences=("include-unknown-enum-members",),
        query_headers={
            "$count": {"ConsistencyLevel": "eventual"},
            "$search": {"ConsistencyLevel": "eventual"},
        },
    ),
    request_id_headers=("request-id",),
    client_request_id_headers=("client-request-id",),
    batch_size=20,
    batch_url_prefix="/",
    running_states=(
        "notStarted",
        "inProgress",
        "running",
        "waiting",
        "updating",
        "deletePending",
    ),
    failed_states=("failed", "deleteFailed"),
)


class GraphRequests(Root[ModeT]):
    """The paths of microsoft.graph.GraphService that this package covers."""

    __slots__ = ()

    @property
    def me(self) -> requests.UserRequestBuilder[ModeT]:
        """The user who is signed in.

        An application that acts without a user cannot follow this path.
        """
        return requests.UserRequestBuilder(*self._below("me"))

    @property
    def users(self) -> requests.UserCollectionRequestBuilder[ModeT]:
        """The users of the directory.

        Each is reached by id or by user principal name.
        """
        return requests.UserCollectionRequestBuilder(*self._below("users"))


class GraphBatch(SyncBatch, GraphRequests[Batch]):
    """The same paths; calls add requests that are sent together when the block ends."""


class AsyncGraphBatch(AsyncBatch, GraphRequests[Batch]):
    """As ``GraphBatch``, with ``async with``."""


class GraphClient(SyncClient, GraphRequests[Sync]):
    """A client of microsoft.graph.GraphService whose calls return results."""

    profile = PROFILE

    @property
    def prepare(self) -> GraphRequests[Prepare]:
        """The same paths; calls return requests, to look at and to send later."""
        return GraphRequests(self._prepare_tree, options=self._options)

    @property
    def with_response(self) -> GraphRequests[SyncResponse]:
        """The same paths; calls return results with status, headers and request id."""
        return GraphRequests(self._response_tree, options=self._options)

    def batch(self, *, concurrency: int = 4) -> GraphBatch:
        """Collect requests on the same paths, and send them when the block ends.

        concurrency: how many batches are on their way at the same time.
        """
        return GraphBatch(self, concurrency)


class AsyncGraphClient(AsyncClient, GraphRequests[Async]):
    """A client of microsoft.graph.GraphService whose calls are awaited."""

    profile = PROFILE

    @property
    def prepare(self) -> GraphRequests[Prepare]:
        """The same paths; calls return requests, to look at and to send later."""
        return GraphRequests(self._prepare_tree, options=self._options)

    @property
    def with_response(self) -> GraphRequests[AsyncResponse]:
        """The same paths; calls return results with status, headers and request id."""
        return GraphRequests(self._response_tree, options=self._options)

    def batch(self, *, concurrency: int = 4) -> AsyncGraphBatch:
        """Collect requests on the same paths, and send them when the block ends.

        concurrency: how many batches are on their way at the same time.
        """
        return AsyncGraphBatch(self, concurrency)
