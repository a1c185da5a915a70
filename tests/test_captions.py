from __future__ import annotations

import pytest

from summitry import captions
from summitry.plaintext import layout

TITLE = "Ministers of Norway and Chile open talks on fish"
STORY = "The foreign ministers of Norway and Chile opened two days of talks in the old customs house on Friday."
CAPTION = "Norwegian Foreign Minister Eva Dahl, right, speaks with her Chilean guest in Bergen on Monday, June 2, 2031."


@pytest.mark.parametrize(
    "credit",
    [
        "(AP Photo/Jane Q. Roe)",
        "REUTERS/Jane Roe",
        "(Jane Roe/AFP via Getty Images)",
        "Photo: Jane Roe",
        "| AP Photo/J. Roe",
    ],
)
def test_a_caption_that_is_a_sentence_stays_without_its_credit(credit: str) -> None:
    assert captions.told(f"{CAPTION} {credit}") == CAPTION
    assert layout(f"{TITLE}\n{CAPTION} {credit}\n{STORY}").paragraphs == (CAPTION, STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Envoys at the table. Jane Roe/AFP",
        "The two ministers on the quay of the old harbour on a cold Friday. Photo: Jane Roe",
        "Flags before the old customs house in Bergen (Getty Images)",
        f"{CAPTION} (AP Photo/Jane Roe, File)",
        f"FILE PHOTO: {CAPTION} REUTERS/Jane Roe",
        f"Enlarge this image toggle caption {CAPTION} Jane Roe/AP",
    ],
)
def test_a_label_and_a_file_photo_go(line: str) -> None:
    assert captions.told(line) is None
    assert layout(f"{TITLE}\n{line}\n{STORY}").paragraphs == (STORY,)


def test_a_caption_told_twice_stays_once() -> None:
    assert layout(f"{TITLE}\n{CAPTION}\n{CAPTION} (AP Photo/Jane Roe)\n{STORY}").paragraphs == (CAPTION, STORY)
