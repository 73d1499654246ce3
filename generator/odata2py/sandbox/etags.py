"""Entity tags: what they are made of, how they compare (RFC 9110, section 8.8.3)."""

from __future__ import annotations

import hashlib
import json
import re

from odata2py.sandbox.storage import Entity, Stream

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def of_entity(entity: Entity) -> str:
    """A weak tag that changes with the values and streams of an entity."""
    versions = sorted((path, each.version) for path, each in entity.streams.items())
    content = json.dumps([entity.type, entity.values, versions], sort_keys=True)
    return f'W/"{hashlib.sha256(content.encode()).hexdigest()[:16]}"'


def of_stream(stream: Stream) -> str:
    """The tag of a stream's content."""
    return f'"{stream.version}"'


def matches(header: str, tag: str) -> bool:
    """Whether a tag is in a list of tags; weak or not makes no difference.

    OData's services give weak tags and compare them where RFC 9110 asks for strong
    ones: a tag stands for what the client knows of an entity.
    """
    wanted = _TAG.findall(tag)
    return any(each in wanted for each in _TAG.findall(header))
