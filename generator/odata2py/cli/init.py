"""``odata2py init``: write a first configuration."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from odata2py.cli.asking import Given, Question, answer, answers, refuse_wrong
from odata2py.cli.options import CONFIG, ProfileOption
from odata2py.cli.reporting import reported, show_notices, show_text

if TYPE_CHECKING:
    from odata2py.configuring.starting import Origin, Start


def command(
    service: Annotated[
        str | None,
        typer.Option(help="A known service, the address of metadata, or a CSDL file."),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="A path pattern; may be given several times."),
    ] = None,
    package: Annotated[
        str | None, typer.Option(help="The name of the package.")
    ] = None,
    output: Annotated[
        str | None, typer.Option(help="The folder that is to be the package.")
    ] = None,
    client: Annotated[
        str | None, typer.Option(help="The name of the client class.")
    ] = None,
    profile: ProfileOption = None,
    config: Annotated[Path, typer.Option(help="The file to write.")] = CONFIG,
) -> None:
    """Write a first configuration, and ask for what the options leave open.

    Where there is no terminal to ask at, --service and --include are needed.
    """
    with reported():
        from odata2py.config import PackageSettings
        from odata2py.configuring.starting import (
            Start,
            check_name,
            check_output,
            refuse_present,
            write_start,
        )
        from odata2py.configuring.suggestions import (
            client_name,
            output_folder,
            package_name,
        )

        refuse_present(config)
        refuse_wrong(_given(service, include, package, client, profile))
        folder = config.parent
        origin = _origin(service, folder, profile)
        patterns = _patterns(include, origin)
        name = answer(
            package,
            Question("--package", "Package", package_name(origin.source.name)),
            check_name,
        )
        place = answer(
            output,
            Question("--output", "Folder of it", str(output_folder(folder, name))),
            lambda said: check_output(origin, said, folder),
        )
        caller = answer(
            client,
            Question("--client", "Client class", client_name(origin.source.name)),
            check_name,
        )
        settings = PackageSettings(name, origin.source.name, place, caller, patterns)
        start = Start(origin.source, origin.metadata, origin.profile, settings)
        write_start(config, start)
        show_text("\n".join(_next(config, start)))


def _given(
    service: str | None,
    include: list[str] | None,
    package: str | None,
    client: str | None,
    profile: str | None,
) -> list[Given]:
    from odata2py.configuring.starting import check_name
    from odata2py.profiles import load_profile
    from odata2py.slicing.patterns import parse_pattern

    def one(value: str | None) -> list[str]:
        return [] if value is None else [value]

    where = "a known service, the address of metadata, or a CSDL file"
    path = "a path pattern such as '/users/{id}/friends/**'"
    return [
        Given("--service", one(service), lambda said: said, where),
        Given("--include", include or [], parse_pattern, path),
        Given("--package", one(package), check_name),
        Given("--client", one(client), check_name),
        Given("--profile", one(profile), load_profile),
    ]


def _origin(service: str | None, folder: Path, profile: str | None) -> Origin:
    from odata2py.configuring.starting import find_origin, with_profile
    from odata2py.profiles import profile_names
    from odata2py.services import service_names

    known = [name for name in service_names() if "@" not in name]
    where = ", ".join([*known, "the address of a $metadata", "or a CSDL file"])
    origin = answer(
        service,
        Question("--service", f"Service ({where})"),
        lambda said: find_origin(said, folder),
    )
    if profile is None and not origin.profile:
        return origin
    return answer(
        profile,
        Question(
            "--profile",
            f"Profile, which says how URLs are written ({', '.join(profile_names())})",
            origin.profile,
        ),
        lambda said: with_profile(origin, said),
    )


def _patterns(include: list[str] | None, origin: Origin) -> tuple[str, ...]:
    from odata2py.configuring.starting import check_pattern
    from odata2py.configuring.suggestions import beginnings, everything

    def check(said: str) -> str:
        show_notices(check_pattern(origin, said))
        return said

    if not include and origin.model is not None:
        show_text(f"Paths begin with {beginnings(origin.model)}")
    form = "{id} is a key, ** all below"
    first = Question(
        "--include", f"Path to include ({form})", everything(origin.model) or None
    )
    more = Question("--include", "One more path (Enter if there is none)", "")
    return tuple(answers(include, first, more, check))


def _next(config: Path, start: Start) -> list[str]:
    """What to do now."""
    where = [] if config == CONFIG else ["--config", str(config)]
    steps = (
        [(["pull"], f"fetches {start.source.metadata}")] if start.source.pull else []
    )
    steps += [
        (["inspect", start.source.name], "shows what else there is to include"),
        (["generate"], f"makes {start.package.output}"),
    ]
    commands = [(shlex.join(["odata2py", *words, *where]), why) for words, why in steps]
    width = max(len(command) for command, _ in commands)
    lines = (f"  {command:<{width}}  # {why}" for command, why in commands)
    return [f"{config} is written. Next:", *lines]
