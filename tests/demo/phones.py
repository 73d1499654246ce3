"""The example: a user's phones over HTTP, with the generated package.

Run by ``make demo`` against the sandbox; with a token and without ``service_root`` the
same lines work on the service itself.
"""

from __future__ import annotations

from graph_phone import AsyncGraphClient, BadRequestError, GraphClient
from graph_phone.entities import PhoneAuthenticationMethod, PhoneMethodId
from graph_phone.enums import AuthenticationPhoneType

USER = "ada@contoso.com"


def say(text: str) -> None:
    print(f"\n• {text}")


def show(phone: PhoneAuthenticationMethod) -> None:
    print(
        f"    {phone.phone_type or '':<16} {phone.phone_number or '':<22} "
        f"SMS sign-in: {phone.sms_sign_in_state}"
    )


def use_phones(service_root: str) -> None:
    """The sync client."""
    with GraphClient("a-token", service_root=service_root) as graph:
        phones = graph.users[USER].authentication.phone_methods

        say(f"{USER} has {len(list(phones.list()))} phones")

        say("Add a mobile, then an alternate mobile")
        mobile = phones.create(
            phone_number="+1 5555551234", phone_type=AuthenticationPhoneType.MOBILE
        )
        alternate = phones.create(
            phone_number="+1 5555555678",
            phone_type=AuthenticationPhoneType.ALTERNATE_MOBILE,
        )
        for phone in phones.list():
            show(phone)

        say("Change a number: the PATCH carries what changed, and nothing else")
        alternate.phone_number = "+1 5555550000x12"
        phones[alternate.id].update(alternate)
        show(phones[PhoneMethodId.ALTERNATE_MOBILE].get())

        say("Turn SMS sign-in on, and off again")
        phones[mobile.id].enable_sms_sign_in()
        show(phones[mobile.id].get())
        phones[mobile.id].disable_sms_sign_in()
        show(phones[mobile.id].get())

        say("A refusal: an alternate mobile cannot sign in by SMS")
        try:
            phones[alternate.id].enable_sms_sign_in()
        except BadRequestError as error:
            print(f"    {type(error).__name__}: {error}")

        say("A mistake that never leaves the house: the number has no country code")
        try:
            phones[mobile.id].update(phone_number="5551234")
        except ValueError as error:
            print(f"    {type(error).__name__}: {error}")

        say("Three users' phones in one request")
        people = [USER, "grace@contoso.com", "nobody@contoso.com"]
        with graph.batch() as batch:
            pending = [
                batch.users[person].authentication.phone_methods.list()
                for person in people
            ]
        for person, listed in zip(people, pending, strict=True):
            problem = listed.exception()
            print(f"    {person:<20} {problem or len(listed.result().value)}")

        say("What would be sent, without sending it")
        request = graph.prepare.users[USER].authentication.phone_methods.list(top=2)
        print(f"    {request.method} {request.url}")


async def use_phones_async(service_root: str) -> None:
    """The async client: the same tree, awaited."""
    async with AsyncGraphClient("a-token", service_root=service_root) as graph:
        phones = graph.users[USER].authentication.phone_methods

        say("The same, awaited")
        async for phone in phones.list():
            show(phone)
        await phones[PhoneMethodId.ALTERNATE_MOBILE].delete()
        await phones[PhoneMethodId.MOBILE].delete()
        left = [phone async for phone in phones.list()]
        print(f"    {len(left)} left")
