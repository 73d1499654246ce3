"""Docstrings: text from the metadata as Python literals."""

from __future__ import annotations

import ast
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odata2py.plan.docs import WIDTH, docstring

CHINESE = (
    "用户的手机是多重身份验证和自助密码重置的默认方式，可以接收短信和语音电话；"
    "备用手机和办公电话只能接听语音电话。"
) * 3


def meaning(literal: str) -> str:
    value = ast.literal_eval(literal)
    assert isinstance(value, str)
    return value


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_a_short_text_stands_on_one_line() -> None:
    assert docstring("Says it.", 4) == '"""Says it."""'


def test_no_text_is_no_docstring() -> None:
    assert docstring("") == ""


def test_paragraphs_stay_apart() -> None:
    assert docstring("One.\n\nTwo.", 4) == '"""One.\n\n    Two.\n    """'


@pytest.mark.parametrize(
    "text", ["word " * 60, CHINESE, f"{CHINESE}\n\n{'word ' * 40}"]
)
@pytest.mark.parametrize("indent", [0, 4, 8])
def test_lines_fit_the_page(text: str, indent: int) -> None:
    first, *rest = docstring(text, indent).split("\n")
    assert rest
    assert columns(" " * indent + first) <= WIDTH
    assert all(columns(line) <= WIDTH for line in rest)


def test_chinese_lines_do_not_begin_with_punctuation() -> None:
    lines = [line.strip() for line in docstring(CHINESE, 4).split("\n")]
    assert not any(line.startswith(("，", "。", "；")) for line in lines)
    assert "".join(lines).strip('"') == CHINESE


@given(st.text(min_size=1, max_size=200))
def test_any_text_means_itself(text: str) -> None:
    literal = docstring(text, 4)
    said = meaning(literal or '""')
    visible = ("".join(filter(str.isprintable, word)) for word in text.split())
    assert said.split() == [word for word in visible if word]
