"""A slice to the view of a whole package."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from odata2py.csdl.model import EnumType, StructuredType
from odata2py.plan.builders import BuilderMembers, Planner
from odata2py.plan.classes import name_classes
from odata2py.plan.context import Context, Members
from odata2py.plan.cycles import Cycles
from odata2py.plan.docs import docstring, documentation_text
from odata2py.plan.enums import plan_enum
from odata2py.plan.folders import Folders, main_namespace, name_folders
from odata2py.plan.indexes import plan_indexes
from odata2py.plan.models import plan_model
from odata2py.plan.names import CLIENT_NAMES, MODEL_NAMES, NameBook
from odata2py.plan.types import TypePlaces
from odata2py.plan.used import of_members, used_in
from odata2py.plan.variants import BuilderPlaces
from odata2py.plan.views import (
    ClientView,
    CloudView,
    PackageView,
)
from odata2py.profiles import Profile
from odata2py.slicing.model import Access, Slice

_WHOLE = {Access.CREATE, Access.REPLACE, Access.UPSERT}


class Naming(Struct, frozen=True):
    """What decides about names besides the metadata.

    client: the class of the sync client; ledger: names that earlier runs gave;
    renames: names that the configuration wants. The last two go by element.
    """

    package: str
    client: str
    ledger: Mapping[str, str]
    renames: Mapping[str, str]


def plan_package(part: Slice, profile: Profile, naming: Naming) -> PackageView:
    """The Python view of a slice."""
    names = NameBook(naming.ledger, naming.renames)
    folders = _folders(part, names)
    context = _context(part, folders, names)
    builders = BuilderPlaces(part, folders, names)
    enums = {
        context.places[kind.name].path: plan_enum(kind, context.places, names)
        for kind in part.model.types.values()
        if isinstance(kind, EnumType) and kind.name in context.places
    }
    models = {
        context.places[kind.name].path: plan_model(kind, context)
        for kind in part.model.types.values()
        if isinstance(kind, StructuredType)
    }
    planner = Planner(builders, context, profile)
    requests = {
        builders.places[node.type].path: planner.requests(node)
        for node in part.nodes.values()
    }
    root = planner.members("", part.roots, part.imports, CLIENT_NAMES)
    names.refuse_unknown_renames()
    return PackageView(
        name=naming.package,
        docstring=docstring(_package_text(part, naming)),
        client=_client(part, root, profile, naming),
        enums=enums,
        models=models,
        requests=requests,
        indexes=plan_indexes(enums, models, requests),
        names=dict(sorted(names.given.items())),
    )


def name_types(part: Slice, naming: Naming) -> Context:
    """What a package of a slice calls its types and their members."""
    names = NameBook(naming.ledger, naming.renames)
    return _context(part, _folders(part, names), names)


def _folders(part: Slice, names: NameBook) -> Folders:
    types = dict.fromkeys([*part.model.types, *part.nodes])
    return name_folders(types, main_namespace(part.model), names)


def _context(part: Slice, folders: Folders, names: NameBook) -> Context:
    places = TypePlaces(part.model, folders, names)
    created = {e.type.name for e in part.edges if e.access & _WHOLE}
    updated = {e.type.name for e in part.edges if Access.UPDATE in e.access}
    wanted = {"create": created, "update": updated}
    return Context(
        model=part.model,
        places=places,
        names=names,
        members=Members(part.model, names, MODEL_NAMES | places.class_names),
        cycles=Cycles(part.model),
        classes={
            key: name
            for folder in places.folders("entities")
            for key, name in name_classes(
                part.model, folder, places.class_names, wanted, names
            ).items()
        },
        created=created,
        updated=updated,
        selected=part.selected,
        ways={
            (node.type, edge.name): edge.access
            for node in part.nodes.values()
            for edge in node.edges
        },
    )


def _package_text(part: Slice, naming: Naming) -> str:
    container = part.model.container
    said = documentation_text(container.documentation) if container else ""
    start = f"Start with ``{naming.client}``, or ``Async{naming.client}``."
    return "\n\n".join(filter(None, [f"A client of {_service(part)}.", said, start]))


def _service(part: Slice) -> str:
    return part.model.container.name if part.model.container else "an OData service"


def _client(
    part: Slice,
    root: BuilderMembers,
    profile: Profile,
    naming: Naming,
) -> ClientView:
    members = of_members(root.navigations, root.paths, root.operations)
    used = used_in((_CLIENT_USES, "Cloud" if profile.clouds else "", *members))
    stem = naming.client.removesuffix("Client") or naming.client
    return ClientView(
        class_name=naming.client,
        async_class_name=f"Async{naming.client}",
        requests_name=f"{stem}Requests",
        batch_name=f"{stem}Batch",
        async_batch_name=f"Async{stem}Batch",
        service=_service(part),
        navigations=root.navigations,
        paths=root.paths,
        operations=root.operations,
        standard_imports=used.standard_imports,
        other_imports=used.other_imports,
        runtime_imports=used.runtime_imports,
        packages=used.packages,
        clouds=tuple(CloudView(c.name, c.root, c.scopes) for c in profile.clouds),
        key_as_segment=profile.key_as_segment,
        preferences=profile.preferences,
        query_headers=profile.query_headers,
        request_id_headers=profile.request_id_headers,
        client_request_id_headers=profile.client_request_id_headers,
        batch_size=profile.batch_size,
        batch_url_prefix=profile.batch_url_prefix,
        running_states=profile.running_states,
        failed_states=profile.failed_states,
    )


_CLIENT_USES = (
    "Async AsyncBatch AsyncClient AsyncResponse Batch Conventions ModeT Prepare Root "
    "ServiceProfile Sync SyncBatch SyncClient SyncResponse"
)
