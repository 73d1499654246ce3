"""Microsoft Graph: the authentication methods of users, phones above all.

What the service documents and its metadata does not say. The setting ``version`` is
"v1.0" or "beta"; the two answer the update of a phone differently.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from odata2py.csdl.model import EntityType, Model
from odata2py.errors import InputError
from odata2py.sandbox.errors import bad_request, method_not_allowed
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.rules import Call, Handler, Outcome, Rules
from odata2py.sandbox.storage import Collection, Entity, Store

USER = "microsoft.graph.user"
METHOD = "microsoft.graph.authenticationMethod"
PHONE = "microsoft.graph.phoneAuthenticationMethod"
PASSWORD = "microsoft.graph.passwordAuthenticationMethod"
PASSKEY = "microsoft.graph.fido2AuthenticationMethod"
VERSIONS = ("v1.0", "beta")

PHONE_IDS = {
    "mobile": "3179e48a-750b-4051-897c-87b9720928f7",
    "alternateMobile": "b6332ec1-7057-4abe-9331-3d72feddfe41",
    "office": "e37fc753-ff3b-4958-9484-eaa9425c82bc",
}
PASSWORD_ID = "28c10230-6103-485e-b985-444c60001490"
NUMBER = re.compile(r"\+[1-9][0-9]{0,2} [0-9]+(x[0-9]+)?")
REFUSALS = {
    "notSupported": "Only a phone of type mobile can be used for SMS sign-in.",
    "notAllowedByPolicy": "No policy allows this user to sign in by SMS.",
    "phoneNumberNotUnique": "The number is in use for the SMS sign-in of another user.",
}


class Seed(Struct, frozen=True):
    """A user that the service has from the start."""

    id: str
    name: str
    principal: str
    sms_allowed: bool = True
    sms_number: str = ""


# The first one is the user who is signed in.
SEEDS = (
    Seed("ada00000-0000-4000-8000-000000000001", "Ada Lovelace", "ada@contoso.com"),
    Seed(
        "94ace000-0000-4000-8000-000000000002",
        "Grace Hopper",
        "grace@contoso.com",
        sms_number="+1 5555550100",
    ),
    Seed(
        "a1a40000-0000-4000-8000-000000000003",
        "Alan Turing",
        "alan@contoso.com",
        sms_allowed=False,
    ),
    Seed(
        "10e00000-0000-4000-8000-000000000004",
        "Joe Guest",
        "joe_contoso.com#EXT#@fabrikam.onmicrosoft.com",
    ),
)
SMS_REFUSED = {seed.id for seed in SEEDS if not seed.sms_allowed}


class AuthenticationMethods(Rules):
    """Users, their phones, and the other methods that they sign in with."""

    @classmethod
    def fits(cls, model: Model) -> bool:
        container = model.container
        return bool(container and "users" in container.entity_sets) and all(
            isinstance(model.types.get(name), EntityType)
            for name in (USER, METHOD, PHONE, PASSWORD, PASSKEY)
        )

    def __init__(self, store: Store, settings: Mapping[str, str]) -> None:
        super().__init__(store, settings)
        if not self.fits(store.model):
            what = "the model lacks users and the methods that they sign in with"
            raise InputError.at("rules authentication_methods", what)
        self.version = settings.get("version", "v1.0")
        if self.version not in VERSIONS:
            what = f"there is no version {self.version!r}"
            right = f"the versions are {' and '.join(VERSIONS)}"
            raise InputError.at("rules authentication_methods", what, right)
        self.passwords_made = 0

    def seed(self) -> None:
        for seed in SEEDS:
            user = self._add_user(seed)
            self._add_method(user, "passwordMethods", PASSWORD, {"id": PASSWORD_ID})
            passkey = {"displayName": "Security key", "model": "Example key"}
            self._add_method(user, "fido2Methods", PASSKEY, passkey)
            if seed.sms_number:
                self._add_ready_mobile(user, seed.sms_number)
        if "me" in self.store.roots:
            self.store.redirect("me", next(iter(self.store.roots["users"])))

    def find(self, collection: Collection, key: Sequence[Json]) -> Entity | None:
        """A user by user principal name, in whatever case it is written."""
        if collection is not self.store.roots["users"]:
            return None
        wanted = str(key[0]).casefold()
        for user in collection:
            principal = user.values.get("userPrincipalName")
            if isinstance(principal, str) and principal.casefold() == wanted:
                return user
        return None

    def members(self, collection: Collection) -> Sequence[Entity] | None:
        """``methods`` lists what the collections of the kinds of methods hold."""
        owner = collection.owner
        if collection.type != METHOD or owner is None:
            return None
        model = self.store.model
        return [
            entity
            for nav in model.navigation_properties(owner.type)
            if METHOD in [kind.name for kind in model.lineage(nav.type.name)]
            and nav.name != collection.name
            for entity in self.store.child(owner, nav)
        ]

    def before_create(
        self, collection: Collection, type_name: str, values: dict[str, Json]
    ) -> None:
        if collection.type == METHOD:
            raise method_not_allowed("POST", ["GET"])
        if type_name != PHONE:
            return
        kind = values.get("phoneType")
        if kind not in PHONE_IDS:
            message = f"phoneType must be one of {', '.join(PHONE_IDS)}."
            raise bad_request(message, "phoneType")
        _check_number(values.get("phoneNumber"))
        present = {phone.values["phoneType"] for phone in collection}
        if kind in present:
            raise bad_request(f"The user has a phone of type {kind} already.")
        if kind == "alternateMobile" and "mobile" not in present:
            raise bad_request("An alternate mobile needs a mobile first.")
        values["id"] = PHONE_IDS[kind]
        values["smsSignInState"] = None
        self._set_created(type_name, values)

    def after_create(self, entity: Entity) -> None:
        self._refresh_states()

    def before_update(self, entity: Entity, changes: dict[str, Json]) -> None:
        if entity.type != PHONE:
            return
        for name in ("smsSignInState", "createdDateTime"):
            changes.pop(name, None)
        kind = entity.values["phoneType"]
        if changes.get("phoneType", kind) != kind:
            raise bad_request("phoneType cannot be changed.", "phoneType")
        if "phoneNumber" in changes:
            _check_number(changes["phoneNumber"])

    def after_update(self, entity: Entity) -> None:
        if entity.type == PHONE:
            entity.values["smsSignInState"] = self._state(entity)
        self._refresh_states()

    def before_delete(self, entity: Entity) -> None:
        if entity.type != PHONE or entity.values["phoneType"] != "mobile":
            return
        if any(p.values["phoneType"] == "alternateMobile" for p in entity.home):
            raise bad_request(
                "The mobile cannot be deleted while there is an alternate mobile."
            )

    def after_delete(self, entity: Entity) -> None:
        self._refresh_states()

    def update_answers_entity(self, entity: Entity) -> bool | None:
        return self.version == "beta" if entity.type == PHONE else None

    def operations(self) -> Mapping[str, Handler]:
        return {
            "microsoft.graph.enableSmsSignIn": self._enable_sms_sign_in,
            "microsoft.graph.disableSmsSignIn": self._disable_sms_sign_in,
            "microsoft.graph.resetPassword": self._reset_password,
        }

    def _enable_sms_sign_in(self, call: Call) -> Outcome:
        phone = _phone(call)
        state = self._state(phone)
        if state in REFUSALS:
            raise bad_request(REFUSALS[state])
        phone.values["smsSignInState"] = "ready"
        self._refresh_states()
        return Outcome()

    def _disable_sms_sign_in(self, call: Call) -> Outcome:
        phone = _phone(call)
        if phone.values["smsSignInState"] == "ready":
            phone.values["smsSignInState"] = "notEnabled"
        self._refresh_states()
        return Outcome()

    def _reset_password(self, call: Call) -> Outcome:
        """A password that the service makes up, or an operation that sets the given."""
        method = call.binding
        if not isinstance(method, Entity) or method.type != PASSWORD:
            raise bad_request("Only a password can be reset.")
        owner = method.home.owner
        assert owner is not None
        if call.arguments.get("newPassword") is None:
            return Outcome({"newPassword": self._new_password(owner)})
        operations = self.store.navigation(owner, "operations")
        values = self._fitting(operations.type, {"status": "succeeded"})
        operation = self.store.add(operations, operations.type, values)
        return Outcome(status=202, location=operation)

    def _new_password(self, owner: Entity) -> str:
        """Another one each time, the same ones in every run."""
        self.passwords_made += 1
        user = owner.home.owner
        made_from = f"{user and user.values['id']}/{self.passwords_made}"
        signs = string.ascii_letters + string.digits
        return "".join(random.Random(made_from).choices(signs, k=12))

    def _state(self, phone: Entity) -> str:
        """The sign-in state of a phone; it remains ready as long as nothing is off."""
        if phone.values["phoneType"] != "mobile":
            return "notSupported"
        owner = phone.home.owner
        user = owner and owner.home.owner
        if user is not None and user.values["id"] in SMS_REFUSED:
            return "notAllowedByPolicy"
        number = phone.values["phoneNumber"]
        for other in self._phones():
            ready = other.values["smsSignInState"] == "ready"
            if other is not phone and ready and other.values["phoneNumber"] == number:
                return "phoneNumberNotUnique"
        return "ready" if phone.values["smsSignInState"] == "ready" else "notEnabled"

    def _refresh_states(self) -> None:
        """Numbers become and cease to be unique by what happens to other phones."""
        for phone in self._phones():
            phone.values["smsSignInState"] = self._state(phone)

    def _phones(self) -> list[Entity]:
        return [
            phone
            for user in self.store.roots["users"]
            for authentication in self.store.navigation(user, "authentication")
            for phone in self.store.navigation(authentication, "phoneMethods")
        ]

    def _add_user(self, seed: Seed) -> Entity:
        values = {
            "id": seed.id,
            "displayName": seed.name,
            "userPrincipalName": seed.principal,
        }
        users = self.store.roots["users"]
        return self.store.add(users, USER, self._fitting(USER, values))

    def _add_method(
        self, user: Entity, collection: str, type_name: str, values: dict[str, Json]
    ) -> Entity:
        fitting = self._fitting(type_name, values)
        self._set_created(type_name, fitting)
        authentication = next(iter(self.store.navigation(user, "authentication")))
        home = self.store.navigation(authentication, collection)
        return self.store.add(home, type_name, fitting)

    def _add_ready_mobile(self, user: Entity, number: str) -> None:
        values = {
            "id": PHONE_IDS["mobile"],
            "phoneType": "mobile",
            "phoneNumber": number,
            "smsSignInState": "ready",
        }
        self._add_method(user, "phoneMethods", PHONE, values)

    def _set_created(self, type_name: str, values: dict[str, Json]) -> None:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        values.update(self._fitting(type_name, {"createdDateTime": now}))

    def _fitting(self, type_name: str, values: Mapping[str, Json]) -> dict[str, Json]:
        """The values that the type has room for: documents declare more or less."""
        model = self.store.model
        known = {prop.name for prop in model.properties(type_name)}
        is_open = any(kind.open_type for kind in model.lineage(type_name))
        return {
            name: value for name, value in values.items() if is_open or name in known
        }


def _phone(call: Call) -> Entity:
    if not isinstance(call.binding, Entity) or call.binding.type != PHONE:
        raise bad_request("Only a phone can be used for SMS sign-in.")
    return call.binding


def _check_number(number: Json) -> None:
    if not isinstance(number, str) or not NUMBER.fullmatch(number):
        message = (
            "phoneNumber must have the form +{country code} {number}x{extension}, "
            "x{extension} being optional: +1 5555551234 or +1 5555551234x123."
        )
        raise bad_request(message, "phoneNumber")


RULES = AuthenticationMethods
