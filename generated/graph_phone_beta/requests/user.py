"""Requests for microsoft.graph.user."""

from __future__ import annotations

from .. import requests
from .._runtime.builders import RequestBuilder
from .._runtime.modes import ModeT


class UserCollectionRequestBuilder(RequestBuilder[ModeT]):
    """Requests for a collection of user.

    A user account in the directory.
    """

    __slots__ = ()

    def __getitem__(self, key: str) -> UserRequestBuilder[ModeT]:
        """The item whose key (id) this is.

        Identifies the user.

        In a path, the user principal name may stand in its place.
        """
        return UserRequestBuilder(*self._item(key))

    def by_user_principal_name(
        self, user_principal_name: str
    ) -> UserRequestBuilder[ModeT]:
        """The item whose alternate key (userPrincipalName) this is."""
        return UserRequestBuilder(
            *self._item({"userPrincipalName": user_principal_name})
        )


class UserRequestBuilder(RequestBuilder[ModeT]):
    """Requests for one user.

    A user account in the directory.
    """

    __slots__ = ()

    @property
    def authentication(self) -> requests.AuthenticationRequestBuilder[ModeT]:
        """The ways in which this user can prove who they are."""
        return requests.AuthenticationRequestBuilder(*self._below("authentication"))
