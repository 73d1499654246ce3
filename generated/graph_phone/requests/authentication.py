"""Requests for microsoft.graph.authentication."""

from __future__ import annotations

from .. import requests
from .._runtime.builders import RequestBuilder
from .._runtime.modes import ModeT


class AuthenticationRequestBuilder(RequestBuilder[ModeT]):
    """Requests for one authentication.

    A user's authentication methods, with a collection for each kind.
    """

    __slots__ = ()

    @property
    def phone_methods(
        self,
    ) -> requests.PhoneAuthenticationMethodCollectionRequestBuilder[ModeT]:
        """The phones with which this user can authenticate.

        A user can have three: one mobile, one alternate mobile and one office phone.
        The mobile comes first; without it no alternate mobile can be added. When a
        phone is updated, v1.0 answers without content and beta answers with the phone.
        """
        return requests.PhoneAuthenticationMethodCollectionRequestBuilder(
            *self._below("phoneMethods")
        )
