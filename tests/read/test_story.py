"""The steps of a story, as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import FindingsError, UnreadableError
from kg.read.story import read_story

KNOWN = {"row-1": "strike", **{each: each for each in ("strike", "answer", "protest")}}


def story(folder: Path, text: str, name: str = "story.yaml") -> tuple[tuple[str, str], ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_story(path, KNOWN)


def test_steps_keep_their_order_and_may_repeat_or_lack_a_text(tmp_path: Path) -> None:
    text = """steps:
- {action: answer, text: "It began with an answer."}
- {action: strike}
- {action: answer, text: "And <b>so</b> it ended."}
"""
    assert story(tmp_path, text) == (
        ("answer", "It began with an answer."), ("strike", ""),
        ("answer", "And <b>so</b> it ended."),
    )  # fmt: skip


def test_a_step_may_name_an_action_by_an_id_that_was_merged_into_it(tmp_path: Path) -> None:
    assert story(tmp_path, "steps:\n- {action: row-1}\n") == (("strike", ""),)


def test_a_story_may_be_json(tmp_path: Path) -> None:
    text = '{"steps": [{"action": "strike", "text": "It began."}]}'
    assert story(tmp_path, text, "story.json") == (("strike", "It began."),)


def test_all_that_is_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = """steps:
- {action: anser}
- {text: "Nothing of this."}
- {action: strike, texts: "It began."}
- {action: strike, text: ""}
"""
    with pytest.raises(FindingsError) as caught:
        story(tmp_path, text)
    told = str(caught.value)
    assert "story.yaml:2:12: " in told
    assert "action: 'anser' is not an action that is drawn; did you mean 'answer'?" in told
    assert "'action' is missing" in told
    assert "did you mean 'text'?" in told
    assert len(caught.value.findings) == 4


@pytest.mark.parametrize("text", ["", "steps: []", "steps:", "- {action: strike}", "steps: strike"])
def test_a_story_without_steps_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises((FindingsError, UnreadableError)):
        story(tmp_path, text)


def test_what_is_not_yaml_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        story(tmp_path, "steps: [")
