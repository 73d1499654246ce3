"""The base class of generated request builders."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import httpx

from . import jsontext
from .modes import ModeT
from .request import NO_OPTIONS, UNSET, Reader, Request, RequestOptions, Unset
from .retry import Retry
from .trees import Tree
from .urls import function_segment, key_segment, named_parts, with_query

if TYPE_CHECKING:
    from .conditions import Condition

R = TypeVar("R")

# OData 4.01 has another form for links, and takes this one in requests of 4.0 alone;
# what is not said is taken for OData-MaxVersion (JSON Format 4.01, 8.5; Protocol 4.01,
# 8.1.5).
_HAS_LINKS = b'@odata.bind":'


@dataclass(frozen=True, slots=True)
class CallOptions:
    """What ``with_options`` adds to the requests of a builder.

    aliases: what the functions that its URL calls take as parameters, by their aliases.
    These belong to the place, wherever its URL stands.
    """

    sending: RequestOptions = NO_OPTIONS
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    preferences: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)


def given(parameters: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parameters of a call that it was given; the others are ``UNSET``."""
    return {name: v for name, v in parameters.items() if not isinstance(v, Unset)}


class RequestBuilder(Generic[ModeT]):
    """A place in the service: a URL, and how requests to it are spelt and run."""

    __slots__ = ("_options", "_tree", "_url")

    # Or a loop over a collection would get its items 0, 1, 2 and so on for ever.
    __iter__ = None

    def __init__(
        self, tree: Tree, url: str = "", options: CallOptions = CallOptions()
    ) -> None:
        self._tree = tree
        self._url = url
        self._options = options

    def with_options(
        self,
        *,
        timeout: float | httpx.Timeout | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        retry: Retry | None | Unset = UNSET,
        if_match: Condition | None = None,
        if_none_match: Condition | None = None,
        prefer: str | None = None,
    ) -> Self:
        """The same place, with options for every request that is made through it.

        timeout: seconds, an ``httpx.Timeout``, or None to wait for ever.
        headers: sent in addition; they win over the client's.
        query: query options added to the URL, by their OData names; those of the call
            win over them.
        retry: a ``Retry``, or None to send once.
        if_match: an entity tag, or an entity that was read with one; the service
            refuses to touch what was changed since, with PreconditionFailedError. "*"
            stands for any state. (OData Protocol 4.01, 8.2.4)
        if_none_match: the same; the service answers a read with NotModifiedError unless
            something was changed since. (OData Protocol 4.01, 8.2.5)
        prefer: preferences, added to the client's (OData Protocol 4.01, 8.2.8).

        Raises ValueError for an entity that has no tag, and for an empty one.
        """
        old = self._options
        sending = RequestOptions(
            old.sending.timeout if isinstance(timeout, Unset) else timeout,
            old.sending.retry if isinstance(retry, Unset) else retry,
        )
        conditions = {}
        if if_match is not None or if_none_match is not None:
            from .conditions import condition_headers

            conditions = condition_headers(if_match, if_none_match)
        same = copy(self)
        same._options = CallOptions(
            sending,
            {**old.headers, **(headers or {}), **conditions},
            {**old.query, **(query or {})},
            (*old.preferences, prefer) if prefer else old.preferences,
            old.aliases,
        )
        return same

    def _below(self, segment: str) -> tuple[Tree, str, CallOptions]:
        """What a builder of the place one segment further is made from."""
        return self._tree, self._joined(segment), self._options

    def _joined(self, segment: str) -> str:
        return f"{self._url}/{segment}" if self._url else segment

    def _item(self, key: Any, *names: str) -> tuple[Tree, str, CallOptions]:
        """What the builder of the item with that key is made from.

        names: what the parts of the key are called, where there are several.
        """
        if names:
            key = named_parts(key, names)
        tree = self._tree
        url = key_segment(self._url, key, tree.spelling.conventions)
        return tree, url, self._options

    def _called(
        self, name: str, parameters: Mapping[str, Any]
    ) -> tuple[Tree, str, CallOptions]:
        """What the builder of a function's result is made from."""
        segment, aliases = self._call(name, parameters)
        tree, url, options = self._below(segment)
        aliases = {**options.aliases, **aliases}
        return tree, url, replace(options, aliases=aliases)

    def _call(
        self, name: str, parameters: Mapping[str, Any]
    ) -> tuple[str, dict[str, str]]:
        """A call of a function as a segment, and the aliases that it needs."""
        taken = {**self._options.query, **self._options.aliases}
        return function_segment(name, given(parameters), taken)

    def _absolute_url(self) -> str:
        """The URL of the place alone, whatever ``with_options`` adds to requests."""
        root = self._tree.spelling.root
        return root + with_query(self._url, self._options.aliases)

    def _request(
        self,
        method: str,
        read: Reader[R],
        *,
        segment: str = "",
        query: Mapping[str, str] | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Request[R]:
        url = self._joined(segment) if segment else self._url
        return self._composed(method, url, read, query or {}, data)

    def _composed(
        self,
        method: str,
        url: str,
        read: Reader[R],
        query: Mapping[str, str],
        data: Mapping[str, Any] | None,
    ) -> Request[R]:
        spelling, options = self._tree.spelling, self._options
        parameters = {**options.query, **options.aliases, **query}
        headers = spelling.conventions.headers(parameters, options.preferences)
        content = None
        if data is not None:
            headers["Content-Type"] = "application/json"
            content = jsontext.dump(data)
            if _HAS_LINKS in content:
                headers["OData-Version"] = "4.0"
        headers.update(options.headers)
        return Request(
            method,
            with_query(url, parameters),
            read,
            headers,
            content,
            options.sending,
            root=spelling.root,
        )

    def _action(
        self, name: str, parameters: Mapping[str, Any], read: Reader[R]
    ) -> Request[R]:
        data = None
        if parameters:
            from .bodies import parameter_data  # needs pydantic, which is not cheap

            data = parameter_data(given(parameters))
        return self._request("POST", read, segment=name, data=data)

    def _function(
        self, name: str, parameters: Mapping[str, Any], read: Reader[R]
    ) -> Request[R]:
        segment, aliases = self._call(name, parameters)
        return self._request("GET", read, segment=segment, query=aliases)
