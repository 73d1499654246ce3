"""Known services, and the addresses of their metadata.

A name is that of a profile, ``service/version``; ``service/version@cloud`` is another
cloud than the first.
"""

from __future__ import annotations

from functools import cache

from odata2py.profiles import Profile, load_profile, profile_names
from odata2py.pulling.addresses import METADATA, is_address


def is_remote(text: str) -> bool:
    """Whether a text is an address or the name of a known service, and no file."""
    return is_address(text) or text in service_names()


def address_of(text: str) -> str:
    """The address of the metadata of a known service; others are addresses."""
    if is_address(text):
        return text
    name, _, wanted = text.partition("@")
    clouds = load_profile(name).clouds
    cloud = next((each for each in clouds if each.name == wanted), clouds[0])
    return f"{cloud.root}/{METADATA}"


def profile_of(text: str) -> str:
    """The name of the profile of a known service; that of any service otherwise."""
    return text.partition("@")[0] if text in service_names() else "odata"


def service_at(address: str) -> str:
    """The known service whose metadata is at an address, or an empty string."""
    found = (name for name in service_names() if address_of(name) == address)
    return next(found, "")


@cache
def service_names() -> tuple[str, ...]:
    """All names of known services."""
    found: list[str] = []
    for name in profile_names():
        clouds = _clouds(load_profile(name))
        found += [name, *(f"{name}@{cloud}" for cloud in clouds)] if clouds else []
    return tuple(found)


def _clouds(profile: Profile) -> tuple[str, ...]:
    return tuple(cloud.name for cloud in profile.clouds)
