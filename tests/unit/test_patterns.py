"""Path patterns: what they look like, and which paths they mean."""

from __future__ import annotations

import re

import pytest

from odata2py.errors import InputError
from odata2py.slicing.model import Access
from odata2py.slicing.patterns import Hop, Kind, Pattern, parse_pattern


def matches(pattern: str, path: str, anywhere: bool = False) -> bool:
    """Whether a pattern means a path, in which ``name!`` leaves containment."""
    parsed = parse_pattern(pattern)
    states = parsed.start()
    for segment in filter(None, path.split("/")):
        name = segment.removesuffix("!")
        names = frozenset() if segment == "{}" else frozenset({name, f"n.{name}"})
        states = parsed.advance(states, Hop(names, name == segment), anywhere)
    return parsed.accepts(states)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/users", "/users", True),
        ("/users", "/groups", False),
        ("/users", "/users/{}", False),
        ("/users/{id}", "/users/{}", True),
        ("/users/{id}", "/users", False),
        ("/users/{user-id}/boss", "/users/{}/boss!", True),
        ("/users/{id}", "/users/boss", False),
        ("/users/*", "/users/{}", True),
        ("/me/*", "/me/boss!", True),
        ("/me/*", "/me/boss/boss", False),
        ("/me/n.greet", "/me/greet", True),
        ("/me/m.greet", "/me/greet", False),
        ("/me/**", "/me", True),
        ("/me/**", "/me/tasks/{}/parts", True),
        ("/me/**", "/me/tasks/{}/owner!", False),
        ("/me/boss/**", "/me/boss!/tasks", True),
        ("/me/**/parts", "/me/parts", True),
        ("/me/**/parts", "/me/tasks/{}/parts", True),
        ("/me/**/parts", "/me/tasks/{}/parts/{}", False),
        ("/me/**/parts/**", "/me/tasks/{}/parts/{}/x", True),
        ("/**", "/", True),
        ("/**", "/users/{}", True),
        ("/**/{id}", "/users/{}", True),
        ("/**/**/x", "/x", True),
        ("/users/{id}/*/x", "/users/{}/tasks/{}/x", False),
    ],
)
def test_paths_that_a_pattern_means(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) is expected


def test_excluded_patterns_go_along_everything() -> None:
    assert matches("/**/x", "/me/boss!/x", anywhere=True)
    assert not matches("/**/x", "/me/boss!/x")


def test_accesses() -> None:
    assert parse_pattern("/me").access is None
    assert parse_pattern("/me#get").access == frozenset({Access.GET})
    assert parse_pattern("/users#list, create").access == frozenset(
        {Access.LIST, Access.CREATE}
    )


def test_patterns_know_their_segments() -> None:
    pattern = parse_pattern("/users/{id}/*/**/n.greet")
    assert isinstance(pattern, Pattern)
    assert [segment.kind for segment in pattern.segments] == [
        *(Kind.NAME, Kind.KEY, Kind.ANY, Kind.DEEP, Kind.NAME)
    ]
    assert pattern.text == "/users/{id}/*/**/n.greet"
    assert pattern == parse_pattern("/users/{id}/*/**/n.greet")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not start with '/'"),
        ("users", "does not start with '/'"),
        ("/", "has an empty segment"),
        ("/users/", "has an empty segment"),
        ("/users//x", "has an empty segment"),
        ("/users('a')/x", "a key is a segment: 'users/{id}'"),
        ("/x/r(a={a})", "a function goes without its parameters: 'r'; a key is a "),
        ("/x/delta()", "a function goes without its parameters: 'delta'"),
        ("/me/boss/$ref", "stands behind '#', as in '#link,unlink'"),
        ("/v1.0/me", "a version is part of the service's root; leave it out"),
        ("/us*", "'us*' is no segment"),
        ("/***", "'***' is no segment"),
        ("/{id", "'{id' is no segment"),
        ("/x{id}", "'x{id}' is no segment"),
        ("/a b", "'a b' is no segment"),
        ("/a?b", "'a?b' is no segment"),
        (
            "/me#",
            "'' is no access; there are list, create, get, update, replace, upsert, "
            "delete, link, unlink",
        ),
        ("/me#gets", "'gets' is no access; did you mean 'get'?"),
        ("/me#get,", "'' is no access"),
        ("/me#get#list", "'get#list' is no access"),
    ],
)
def test_malformed_patterns(text: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)) as caught:
        parse_pattern(text)
    assert repr(text) in str(caught.value)
