"""Uses many areas of the package of all of Graph: ``whole_graph.py SERVICE_ROOT``.

Type checkers read it too: what calls return is known as exactly as in a small slice.
Names the areas that worked, one a line.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from typing import assert_type

from graph_whole import AsyncGraphClient, GraphClient, NotFoundError, Request
from graph_whole._runtime.paging import Page, Pager
from graph_whole._runtime.pending import Pending
from graph_whole.entities import (
    DirectoryObject,
    Drive,
    DriveItem,
    EmailAddress,
    Event,
    FileAttachment,
    Folder,
    Group,
    ItemBody,
    Message,
    PhoneAuthenticationMethod,
    Recipient,
    Report,
    UploadSession,
    User,
    UserRegistrationDetails,
    WorkbookRange,
)
from graph_whole.entities.security import Alert, HuntingQueryResults
from graph_whole.enums import AuthenticationPhoneType, BodyType
from graph_whole.enums.security import AlertSeverity, AlertStatus, ServiceSource

ADA = "ada@contoso.com"
NOON = dt.datetime(2026, 8, 1, 12, tzinfo=dt.UTC)


def users(graph: GraphClient) -> None:
    """Created, found, changed and deleted; by another key as well."""
    made = graph.users.create(
        display_name="Mary",
        user_principal_name="mary@contoso.com",
        birthday=NOON,
        hire_date=NOON,
        device_enrollment_limit=5,
    )
    assert_type(made, User)
    found = graph.users.list(filter="displayName eq 'Mary'", select=["id"])
    assert_type(found, Pager[User])
    assert [user.id for user in found] == [made.id]

    mary = graph.users[made.id]
    read = mary.get()
    read.department = "Physics"
    mary.update(read)
    named = graph.users.by_user_principal_name("mary@contoso.com").get()
    assert named.department == "Physics"
    assert named.birthday == NOON
    assert_type(mary.revoke_sign_in_sessions(), bool)
    mary.delete()
    try:
        mary.get()
    except NotFoundError:
        return
    raise AssertionError("a deleted user was read")


def phones(graph: GraphClient) -> None:
    """What the small slice has, by the same names."""
    added = graph.users[ADA].authentication.phone_methods.create(
        phone_number="+1 5555551234", phone_type=AuthenticationPhoneType.OFFICE
    )
    assert_type(added, PhoneAuthenticationMethod)
    methods = list(graph.users[ADA].authentication.methods.list())
    assert added.id in [method.id for method in methods]
    assert any(isinstance(method, PhoneAuthenticationMethod) for method in methods)


def mail(graph: GraphClient) -> None:
    """Messages in folders, with attachments, which are of derived types."""
    folder = graph.me.mail_folders.create(display_name="Plans")
    message = graph.me.mail_folders[folder.id].messages.create(
        subject="Lunch",
        body=ItemBody(content_type=BodyType.TEXT, content="At noon?"),
        to_recipients=[Recipient(email_address=EmailAddress(address=ADA))],
    )
    assert_type(message, Message)
    place = graph.me.mail_folders[folder.id].messages[message.id]
    place.attachments.create(
        FileAttachment(name="menu", content_bytes=b"Soup", is_inline=False, size=4)
    )
    (attached,) = place.attachments.list()
    assert isinstance(attached, FileAttachment)
    assert attached.content_bytes == b"Soup"
    assert_type(place.create_reply(comment="Yes."), Message)
    graph.me.send_mail(message=Message(subject="Yes."), save_to_sent_items=False)


def calendars(graph: GraphClient) -> None:
    """One type at two places, where different things can be done."""
    graph.me.events.create(subject="Lunch", is_all_day=False)
    (event,) = graph.me.events.list()
    assert_type(event, Event)
    assert not hasattr(graph.me.calendar_view, "create")
    assert hasattr(graph.me.events, "create")


def drives(graph: GraphClient) -> None:
    """Items and their bytes, actions on them, and functions that paths go on from."""
    drive = graph.me.drive.get()
    assert_type(drive, Drive)
    root = graph.me.drive.root
    made = root.children.create(
        name="plans",
        folder=Folder(),
        created_date_time=NOON,
        last_modified_date_time=NOON,
    )
    assert_type(made, DriveItem)
    assert made.folder is not None
    root.content.put(b"Soup", content_type="text/plain")
    assert root.content.get() == b"Soup"
    assert_type(root.create_upload_session(defer_commit=True), UploadSession)
    assert_type(root.search(q="plans"), Pager[DriveItem])
    costs = graph.prepare.me.drive.root.workbook.worksheets["Costs"]
    cell = costs.cell(row=1, column=2).get()
    assert_type(cell, Request[WorkbookRange])
    assert cell.url.endswith("/worksheets/Costs/cell(row=1,column=2)")


def groups(graph: GraphClient) -> None:
    """Groups with plans of their own, and what was changed of them."""
    group = graph.groups.create(display_name="Lunch", unique_name="lunch")
    assert_type(group, Group)
    assert graph.groups.by_unique_name("lunch").get().id == group.id
    assert_type(graph.groups.delta(), Pager[Group])
    found = graph.groups.get_by_ids(ids=[group.id])
    assert_type(found, Pager[DirectoryObject])
    assert list(found)
    assert list(graph.groups[group.id].check_member_groups(group_ids=["x"]))


def security(graph: GraphClient) -> None:
    """A namespace of its own, with enumerations that are its own."""
    alert = graph.security.alerts_v2.create(
        title="Soup",
        severity=AlertSeverity.LOW,
        status=AlertStatus.NEW,
        service_source=ServiceSource.UNKNOWN,
    )
    assert_type(alert, Alert)
    graph.security.alerts_v2[alert.id].update(status=AlertStatus.RESOLVED)
    read = graph.security.alerts_v2[alert.id].get(select=["id", "status"])
    assert read.status is AlertStatus.RESOLVED
    answer = graph.security.run_hunting_query(query="DeviceEvents | take 1")
    assert_type(answer, HuntingQueryResults)
    assert answer.results


def reports(graph: GraphClient) -> None:
    """Functions with parameters: bytes, entities and collections come of them."""
    assert_type(graph.reports.get_email_activity_counts(period="D7"), bytes)
    used = graph.reports.get_one_drive_usage_storage(period="D30")
    assert_type(used, Report)
    details = graph.reports.authentication_methods.user_registration_details.list()
    assert_type(details, Pager[UserRegistrationDetails])
    assert list(details) == []


def batches(graph: GraphClient) -> None:
    """Calls to several areas in one request."""
    with graph.batch() as batch:
        user = batch.users[ADA].get(select=["id"])
        group = batch.groups.create(display_name="Tea")
        alerts = batch.security.alerts_v2.list()
    assert_type(user, Pending[User])
    assert_type(group, Pending[Group])
    assert_type(alerts, Pending[Page[Alert]])
    assert group.result().display_name == "Tea"
    assert alerts.result().value


async def others(root: str) -> None:
    """What was prepared elsewhere, and the same tree in an event loop."""
    async with AsyncGraphClient("token", service_root=root) as graph:
        prepared = graph.prepare.me.get()
        assert_type(prepared, Request[User])
        me = await graph.send(prepared)
        assert me.user_principal_name == ADA
        assert_type(await graph.users[me.id].get(), User)
        ids = [group.id async for group in graph.groups.list()]
        assert ids


def main(root: str) -> None:
    areas = (users, phones, mail, calendars, drives, groups, security, reports, batches)
    with GraphClient("token", service_root=root) as graph:
        for area in areas:
            area(graph)
            print(area.__name__)
    asyncio.run(others(root))
    print("others")


if __name__ == "__main__":
    main(sys.argv[1])
