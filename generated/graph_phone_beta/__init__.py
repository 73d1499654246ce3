"""A client of microsoft.graph.GraphService.

The root of Microsoft Graph, where every path begins.

Start with ``GraphClient``, or ``AsyncGraphClient``.
"""

from ._runtime.errors import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    CredentialError,
    FailedDependencyError,
    ForeignOriginError,
    MalformedResponseError,
    NotFoundError,
    NotModifiedError,
    ODataError,
    PermissionDeniedError,
    PreconditionFailedError,
    PreconditionRequiredError,
    ServerError,
    ServiceError,
    StillRunningError,
    ThrottledError,
    TransportError,
)
from ._runtime.paging import AsyncPager, Page, Pager
from ._runtime.pending import Pending
from ._runtime.request import Request
from ._runtime.response import Response
from ._runtime.retry import Retry
from .client import AsyncGraphClient, GraphClient

__all__ = [
    "AsyncGraphClient",
    "GraphClient",
    "AsyncPager",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "CredentialError",
    "FailedDependencyError",
    "ForeignOriginError",
    "MalformedResponseError",
    "NotFoundError",
    "NotModifiedError",
    "ODataError",
    "Page",
    "Pager",
    "Pending",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "PreconditionRequiredError",
    "Request",
    "Response",
    "Retry",
    "ServerError",
    "ServiceError",
    "StillRunningError",
    "ThrottledError",
    "TransportError",
]
