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
    ODataError,
    PermissionDeniedError,
    PreconditionFailedError,
    ServerError,
    ServiceError,
    ThrottledError,
    TransportError,
)
from ._runtime.request import Request
from ._runtime.retry import Retry
from .client import AsyncGraphClient, GraphClient

__all__ = [
    "AsyncGraphClient",
    "GraphClient",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "CredentialError",
    "FailedDependencyError",
    "ForeignOriginError",
    "MalformedResponseError",
    "NotFoundError",
    "ODataError",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "Request",
    "Retry",
    "ServerError",
    "ServiceError",
    "ThrottledError",
    "TransportError",
]
