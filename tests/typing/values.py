"""What type checkers know of models and bodies. Nothing here is ever run.

A comment that ignores an error stands where there must be one (see calls).
"""

from __future__ import annotations

import datetime as dt
from typing import Any, assert_type

from graph_phone import GraphClient
from graph_phone.entities import (
    AuthenticationMethod,
    PhoneAuthenticationMethod,
    PhoneAuthenticationMethodCreate,
    PhoneAuthenticationMethodUpdate,
    PhoneMethodId,
)
from graph_phone.enums import AuthenticationMethodSignInState, AuthenticationPhoneType

MOBILE = AuthenticationPhoneType.MOBILE


def reading(phone: PhoneAuthenticationMethod) -> None:
    assert_type(phone.id, str)
    assert_type(phone.phone_number, str | None)
    assert_type(phone.phone_type, AuthenticationPhoneType | None)
    assert_type(phone.sms_sign_in_state, AuthenticationMethodSignInState | None)
    assert_type(phone.created_date_time, dt.datetime | None)
    assert_type(phone.extras, dict[str, Any])
    assert_type(phone.to_odata(), dict[str, Any])
    assert_type(phone.model_fields_set, set[str])
    assert_type(phone.model_copy(), PhoneAuthenticationMethod)
    assert_type(MOBILE.is_known, bool)
    _ = phone.phone_numer  # type: ignore[attr-defined]
    _ = phone.phoneNumber  # type: ignore[attr-defined]
    phone.phone_number.strip()  # type: ignore[union-attr]


def writing(phone: PhoneAuthenticationMethod) -> None:
    phone.phone_number = "+1 5555551234"
    phone.phone_number = None
    phone.phone_type = AuthenticationPhoneType("pager")
    phone.extras["more"] = 1
    phone.phone_number = 5  # type: ignore[assignment]
    phone.phone_type = "mobile"  # type: ignore[assignment]
    phone.id = None  # type: ignore[assignment]
    phone.phone_numer = "+1"  # type: ignore[attr-defined]


def constructing() -> None:
    PhoneAuthenticationMethod()
    PhoneAuthenticationMethod(id=PhoneMethodId.MOBILE, phone_number=None)
    PhoneAuthenticationMethod(phone_number="+1 5555551234", phone_type=MOBILE)
    base: AuthenticationMethod = PhoneAuthenticationMethod(id="x")
    assert_type(base.id, str)
    PhoneAuthenticationMethod(phone_numer="+1")  # type: ignore[call-arg]
    PhoneAuthenticationMethod(phoneNumber="+1")  # type: ignore[call-arg]
    PhoneAuthenticationMethod(phone_number=5)  # type: ignore[arg-type]
    PhoneAuthenticationMethod(phone_type="mobile")  # type: ignore[arg-type]
    PhoneAuthenticationMethod(id=None)  # type: ignore[arg-type]
    PhoneAuthenticationMethod("x")  # type: ignore[call-arg]


def creating(graph: GraphClient) -> None:
    phones = graph.me.authentication.phone_methods
    phones.create(phone_number="+1 5555551234", phone_type=MOBILE)
    phones.create(phone_number=None)
    phones.create(PhoneAuthenticationMethod(phone_type=MOBILE))
    phones.create({"phone_number": "+1 5555551234", "phone_type": MOBILE})
    body: PhoneAuthenticationMethodCreate = {"phone_type": MOBILE}
    phones.create(body)
    phones.create(**body)
    phones.create(phone_numer="+1")  # type: ignore[call-arg]
    phones.create(phoneNumber="+1")  # type: ignore[call-arg]
    phones.create(phone_number=5)  # type: ignore[arg-type]
    phones.create(phone_type="mobile")  # type: ignore[arg-type]
    phones.create(id="x")  # type: ignore[call-arg]
    phones.create(sms_sign_in_state=None)  # type: ignore[call-arg]
    phones.create({"phone_numer": "+1"})  # type: ignore[arg-type]
    phones.create(AuthenticationMethod(id="x"))  # type: ignore[arg-type]
    phones.create("+1 5555551234")  # type: ignore[arg-type]


def updating(graph: GraphClient, phone: PhoneAuthenticationMethod) -> None:
    item = graph.me.authentication.phone_methods["x"]
    item.update(phone_number="+1 5555551234")
    item.update(phone)
    body: PhoneAuthenticationMethodUpdate = {"phone_number": None}
    item.update(body)
    item.update(**body)
    item.update(phone_type=MOBILE)  # type: ignore[call-arg]
    item.update(sms_sign_in_state=None)  # type: ignore[call-arg]
    item.update(id="x")  # type: ignore[call-arg]
    item.update(phone_number=5)  # type: ignore[arg-type]
    item.update({"phone_type": MOBILE})  # type: ignore[arg-type]
    item.update(body=phone)  # type: ignore[call-arg]
