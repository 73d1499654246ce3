"""Requests for microsoft.graph.phoneAuthenticationMethod."""

from __future__ import annotations

from typing import Unpack

from .. import entities
from .._runtime.access import Creatable, Deletable, Gettable, Listable, Updatable
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.reading import read_nothing
from .._runtime.request import Request


class PhoneAuthenticationMethodCollectionRequestBuilder(
    Listable[ModeT, "entities.PhoneAuthenticationMethod"], Creatable[ModeT]
):
    """Requests for a collection of phoneAuthenticationMethod.

    A phone with which a user authenticates.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.PhoneAuthenticationMethod]:
        return entities.PhoneAuthenticationMethod

    def __getitem__(self, key: str) -> PhoneAuthenticationMethodRequestBuilder[ModeT]:
        """The item whose key (id) this is.

        Identifies the phone by its type.

        Phones of one type have the same id, whoever they belong to.
        """
        return PhoneAuthenticationMethodRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: (
            entities.PhoneAuthenticationMethod
            | entities.PhoneAuthenticationMethodCreate
            | None
        ) = None,
        /,
        **values: Unpack[entities.PhoneAuthenticationMethodCreate],
    ) -> Request[entities.PhoneAuthenticationMethod]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.PhoneAuthenticationMethod, _body, values)


class PhoneAuthenticationMethodRequestBuilder(
    Gettable[ModeT, "entities.PhoneAuthenticationMethod"],
    Deletable[ModeT],
    Updatable[ModeT],
):
    """Requests for one phoneAuthenticationMethod.

    A phone with which a user authenticates.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.PhoneAuthenticationMethod]:
        return entities.PhoneAuthenticationMethod

    @operation
    def update(
        self,
        _body: (
            entities.PhoneAuthenticationMethod
            | entities.PhoneAuthenticationMethodUpdate
            | None
        ) = None,
        /,
        **values: Unpack[entities.PhoneAuthenticationMethodUpdate],
    ) -> Request[entities.PhoneAuthenticationMethod | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.PhoneAuthenticationMethod, _body, values)

    @operation
    def disable_sms_sign_in(self) -> Request[None]:
        """Turn off SMS sign-in for this phone.

        The phone itself stays registered.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("disableSmsSignIn", {}, read_nothing)

    @operation
    def enable_sms_sign_in(self) -> Request[None]:
        """Turn on SMS sign-in for this phone.

        The service refuses unless the phone is of type mobile, its number is unique in
        the SMS sign-in system, and a policy allows the user to sign in by SMS.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("enableSmsSignIn", {}, read_nothing)
