"""Programs as users of packages write them; each takes the address of its service.

They are texts because the packages that they use are made while tests run.
"""

from __future__ import annotations

PHONES = '''
"""A user's phones."""

from __future__ import annotations

import sys

from phones import GraphClient, NotFoundError
from phones.entities import PhoneAuthenticationMethod
from phones.enums import AuthenticationMethodSignInState, AuthenticationPhoneType


def numbers(phones: list[PhoneAuthenticationMethod]) -> list[str]:
    return [phone.phone_number or "" for phone in phones]


def main(service_root: str) -> None:
    with GraphClient("a-token", service_root=service_root) as graph:
        phones = graph.users["ada@contoso.com"].authentication.phone_methods
        mobile = phones.create(
            phone_number="+1 5555551234", phone_type=AuthenticationPhoneType.MOBILE
        )
        office = phones.create(
            PhoneAuthenticationMethod(
                phone_number="+1 5555550000",
                phone_type=AuthenticationPhoneType.ALTERNATE_MOBILE,
            )
        )
        assert mobile.id is not None and office.id is not None
        assert numbers(list(phones.list())) == ["+1 5555551234", "+1 5555550000"]
        phones[mobile.id].enable_sms_sign_in()
        state: AuthenticationMethodSignInState | None = phones[
            mobile.id
        ].get().sms_sign_in_state
        assert state is AuthenticationMethodSignInState.READY, state
        office.phone_number = "+1 5555550001"
        phones[office.id].update(office)
        assert phones[office.id].get(select=["phoneNumber"]).phone_number
        with graph.batch() as batch:
            mine = batch.users["ada@contoso.com"].authentication.phone_methods
            deleted = mine[office.id].delete()
            read = mine[mobile.id].get()
        assert deleted.exception() is None and read.result().id == mobile.id
        try:
            phones[office.id].get()
        except NotFoundError as error:
            print(error.status, numbers(list(phones.list())))


main(sys.argv[1])
'''

MAIL = '''
"""A mail is written, sent and answered."""

from __future__ import annotations

import datetime as dt
import sys

from mail import GraphClient
from mail.entities import (
    EmailAddress,
    FileAttachment,
    FollowupFlag,
    ItemBody,
    Message,
    Recipient,
)
from mail.enums import BodyType, FollowupFlagStatus, Importance


def to(address: str) -> Recipient:
    return Recipient(email_address=EmailAddress(name="Ada", address=address))


def subjects(messages: list[Message]) -> list[str]:
    return sorted(message.subject or "" for message in messages)


def main(service_root: str) -> None:
    with GraphClient("a-token", service_root=service_root) as graph:
        messages = graph.me.messages
        draft = messages.create(
            subject="Hello",
            body=ItemBody(content_type=BodyType.TEXT, content="How are you?"),
            to_recipients=[to("ada@contoso.com")],
            importance=Importance.HIGH,
            categories=["friends"],
            flag=FollowupFlag(flag_status=FollowupFlagStatus.FLAGGED),
        )
        assert draft.id is not None and draft.body is not None
        assert draft.body.content_type is BodyType.TEXT
        if (sent := draft.sent_date_time) is not None:
            assert sent < dt.datetime.now(dt.timezone.utc)
        draft.subject = "Hello, Ada"
        draft.to_recipients = [*draft.to_recipients, to("grace@contoso.com")]
        messages[draft.id].update(draft)
        attachments = messages[draft.id].attachments
        attachments.create(
            FileAttachment(
                name="a.txt", content_bytes=b"text", is_inline=False, size=4
            )
        )
        kinds = [(type(each).__name__, each.name) for each in attachments.list()]
        assert kinds == [("FileAttachment", "a.txt")], kinds
        messages[draft.id].send()
        graph.me.send_mail(
            message=Message(subject="By the way", to_recipients=[to("a@contoso.com")]),
            save_to_sent_items=False,
        )
        messages.create(subject="Another", categories=[], is_read=True)
        found = list(messages.list(filter="startswith(subject, 'Hello')", top=5))
        assert subjects(found) == ["Hello, Ada"], subjects(found)
        messages[draft.id].delete()
        print(subjects(list(messages.list(orderby=["subject"]))))


main(sys.argv[1])
'''

USERS_AND_GROUPS = '''
"""A group and its members."""

from __future__ import annotations

import asyncio
import sys

from users_and_groups import AsyncGraphClient, GraphClient
from users_and_groups.entities import (
    AssignedLicense,
    DirectoryObject,
    Group,
    PasswordProfile,
    User,
)


def name(found: DirectoryObject) -> str:
    return (found.display_name if isinstance(found, (User, Group)) else None) or ""


def main(service_root: str) -> None:
    with GraphClient("a-token", service_root=service_root) as graph:
        users = list(graph.users.list(top=2))
        for user, who in zip(users, ("ada", "grace")):
            user.display_name = who
            user.password_profile = PasswordProfile(password="secret")
            assert user.id is not None
            graph.users[user.id].update(user)
        group = graph.groups.create(
            Group(
                display_name="Engineers",
                mail_enabled=False,
                mail_nickname="engineers",
                security_enabled=True,
                group_types=["Unified"],
            )
        )
        assert group.id is not None
        members = graph.groups[group.id].members
        for user in users:
            assert user.id is not None
            members.add_reference(graph.users[user.id])
        assert sorted(map(name, members.list())) == ["ada", "grace"]
        group.description = "They build things."
        group.assigned_licenses = [AssignedLicense(disabled_plans=[])]
        graph.groups[group.id].update(group)
        read = graph.groups[group.id].get(select=["description", "assignedLicenses"])
        assert len(read.assigned_licenses) == 1, read
        assert users[0].id is not None
        members[users[0].id].remove_reference()
        asyncio.run(show(service_root, group.id))


async def show(service_root: str, group: str) -> None:
    async with AsyncGraphClient("a-token", service_root=service_root) as graph:
        users = graph.users.list(orderby=["displayName"])
        people = [user.display_name async for user in users]
        left = [name(each) async for each in graph.groups[group].members.list()]
        print((await graph.groups[group].get()).description, people, left)


main(sys.argv[1])
'''

PROGRAMS = {"phones": PHONES, "mail": MAIL, "users_and_groups": USERS_AND_GROUPS}
