"""What a careful person would write instead of generating it: models and programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.alias_generators import to_camel

HEADERS: Final[Mapping[str, str]] = {
    "Accept": "application/json",
    "Authorization": "Bearer t",
    "OData-MaxVersion": "4.01",
    "Prefer": "include-unknown-enum-members",
}
"""What a generated client sends."""

IMPORTS = "import httpx; from pydantic import BaseModel, TypeAdapter"
"""The least that a program needs which does it by hand."""

LIST_PHONES = """
import sys, httpx
from pydantic import BaseModel, Field
class Phone(BaseModel):
    id: str
    number: str | None = Field(alias="phoneNumber")
    type: str | None = Field(alias="phoneType")
class Page(BaseModel):
    value: list[Phone]
with httpx.Client(headers={"Authorization": "Bearer t"}) as client:
    answer = client.get(f"{sys.argv[1]}/users/three/authentication/phoneMethods")
    for phone in Page.model_validate_json(answer.content).value:
        print(phone.type, phone.number)
"""
"""A program that lists the phones of a user of the service at an address."""


class PhoneType(StrEnum):
    MOBILE = "mobile"
    OFFICE = "office"


class SignInState(StrEnum):
    READY = "ready"
    NOT_SUPPORTED = "notSupported"


class Phone(BaseModel):
    id: str
    created: dt.datetime | None = Field(alias="createdDateTime")
    number: str | None = Field(alias="phoneNumber")
    type: PhoneType | None = Field(alias="phoneType")
    state: SignInState | None = Field(alias="smsSignInState")


class Phones(BaseModel):
    value: list[Phone]


class _Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class License(_Camel):
    disabled_plans: list[UUID]
    sku_id: UUID | None


class Plan(_Camel):
    assigned_date_time: dt.datetime | None
    capability_status: str | None
    service: str | None
    service_plan_id: UUID | None


class User(_Camel):
    id: str
    account_enabled: bool | None
    assigned_licenses: list[License]
    assigned_plans: list[Plan]
    business_phones: list[str]
    city: str | None
    company_name: str | None
    country: str | None
    created_date_time: dt.datetime | None
    department: str | None
    display_name: str | None
    employee_hire_date: dt.datetime | None
    employee_id: str | None
    employee_type: str | None
    given_name: str | None
    job_title: str | None
    last_password_change_date_time: dt.datetime | None
    mail: str | None
    mail_nickname: str | None
    mobile_phone: str | None
    office_location: str | None
    on_premises_sync_enabled: bool | None
    postal_code: str | None
    preferred_language: str | None
    proxy_addresses: list[str]
    street_address: str | None
    surname: str | None
    user_principal_name: str | None


class Users(BaseModel):
    value: list[User]


def users_with_more(properties: int) -> type[BaseModel]:
    """A page of users who have so many properties, most of which nobody sends."""
    more: dict[str, Any] = {
        f"more_{number}": (str | None, None)
        for number in range(properties - len(User.model_fields))
    }
    user = create_model("UserWithMore", __base__=User, **more)
    return create_model("UsersWithMore", value=(list[user], ...))  # type: ignore[valid-type]
