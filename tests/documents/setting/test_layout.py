"""How a text stands in its box: natural, squeezed, on several lines, or refused."""

from __future__ import annotations

import pytest
from boxes import CHAIN, box, texts, width_of
from hypothesis import given
from hypothesis import strategies as st

from kofu.documents.fonts.chain import UnprintableError, chain_of
from kofu.documents.setting.field import Align, Field
from kofu.documents.setting.layout import TooLongError, lay_out

TEN = "一二三四五六七八九十"


@pytest.mark.parametrize(
    ("field", "text", "size", "squeezes", "lines"),
    [
        (box(), "", None, [], []),
        (box(), TEN, 10, [1], [TEN]),
        (box(), TEN + "一", 10, [0.9091], [TEN + "一"]),
        (box(), TEN + "一二三四", 10, [0.7143], [TEN + "一二三四"]),
        (box(lines=2, small=8), TEN + "一二三四", 10, [0.7143], [TEN + "一二三四"]),
        (box(lines=2, small=8), TEN + "　" + "一二三四五", 8, [1, 1], [TEN, "一二三四五"]),
        (box(lines=2, small=8), TEN * 2, 8, [1, 1], [TEN + "一二", "三四五六七八九十"]),
        (box(lines=2), TEN + "一", 10, [1, 1], [TEN, "一"]),
        (box(lines=2), "一二三　" + TEN, 10, [1, 1], ["一二三", TEN]),
        (
            box(lines=2, small=8),
            "一二三四　" + TEN + "一二三四五",
            8,
            [1, 1],
            ["一二三四　一二三四五六七", "八九十一二三四五"],
        ),
        (
            box(lines=2, small=8),
            TEN * 3,
            8,
            [0.7353, 0.9615],
            [TEN + "一二三四五六七", "八九十一二三四五六七八九十"],
        ),
        (box(width=40, lines=2), "1234567890", 10, [0.7207], ["1234567890"]),
        (box(width=60, lines=2), "架空1234567890", 10, [1, 1], ["架空", "1234567890"]),
        (box(width=40, lines=2), "1234567890123", 10, [1, 1], ["1234567", "890123"]),
        (box(lines=3), "一\n二\n三", 10, [1, 1, 1], ["一", "二", "三"]),
        (box(lines=3), "一\n\n三", 10, [1, 1], ["一", "三"]),
    ],
    ids=[
        "an empty text has no line",
        "exactly as wide as the box",
        "one kanji too many is squeezed",
        "squeezed almost to the limit",
        "squeezed before it is broken",
        "two lines at the space",
        "two lines anywhere when there is no space",
        "a box of one size is broken before it is squeezed",
        "a building gets its own line",
        "a break at the space that does not help is not made",
        "two lines, both squeezed",
        "a number is squeezed before it is broken",
        "a number goes to the next line whole",
        "a number too long in every way is broken",
        "a paragraph keeps its own breaks",
        "an empty line of a paragraph keeps its place",
    ],
)
def test_a_text_is_set_in_the_gentlest_way(
    field: Field, text: str, size: float | None, squeezes: list[float], lines: list[str]
) -> None:
    found = lay_out(field, text, CHAIN)
    assert texts(found) == lines
    assert [line.squeeze for line in found] == squeezes
    assert {line.size for line in found} == ({size} if size else set())


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (box(), TEN + "一二三四五"),
        (box(squeeze=1), TEN + "一"),
        (box(lines=2, small=8), TEN * 4),
        (box(lines=2), "一\n二\n三"),
        (box(lines=1), "一\n二"),
        (box(width=6), "一"),
        (box(width=6, lines=2), "一"),
        (box(width=6, lines=3), "一二"),
    ],
    ids=[
        "one kanji over the limit",
        "no squeeze allowed",
        "two lines are full",
        "three lines of a paragraph in a box of two",
        "a line break in a box of one line",
        "a kanji wider than its box at the limit",
        "a kanji wider than its box, on two lines",
        "kanji wider than their box, one on each line",
    ],
)
def test_what_does_not_fit_is_refused(field: Field, text: str) -> None:
    with pytest.raises(TooLongError):
        lay_out(field, text, CHAIN)


def test_an_unprintable_character_is_named_even_where_the_text_is_too_long() -> None:
    with pytest.raises(UnprintableError) as refused:
        lay_out(box(), "一" * 99 + "\ue000", CHAIN)
    assert refused.value.unit == "\ue000"


@pytest.mark.parametrize(("align", "x"), [(Align.LEFT, 20), (Align.CENTER, 55), (Align.RIGHT, 90)])
def test_a_text_stands_left_in_the_middle_or_right(align: Align, x: float) -> None:
    """Three kanji of 10 points in a box from 20 to 120."""
    (line,) = lay_out(box(align=align), "架空市", CHAIN)
    assert line.x == pytest.approx(x)


@pytest.mark.parametrize("align", list(Align))
def test_a_squeezed_text_fills_its_box_whatever_its_alignment(align: Align) -> None:
    (line,) = lay_out(box(align=align), TEN + "一", CHAIN)
    assert line.x == pytest.approx(20, abs=0.01)
    assert width_of(line) == pytest.approx(100, abs=0.05)


@pytest.mark.parametrize(
    ("field", "text", "baselines"),
    [
        (box(), "架", [68.8]),
        (box(lines=2), "一\n二", [62.3, 75.3]),
        (box(lines=2, top=True), "一\n二", [60.3, 73.3]),
        (box(lines=2, top=True), "一\n\n", None),
    ],
    ids=["one line in the middle", "two around the middle", "two from the top", "too many"],
)
def test_lines_stand_around_the_middle_or_from_the_top(
    field: Field, text: str, baselines: list[float] | None
) -> None:
    """The box is 50 to 80, a line 13 points high, its baseline 3.8 under its middle."""
    if baselines is None:
        with pytest.raises(TooLongError):
            lay_out(field, text, CHAIN)
        return
    assert [line.y for line in lay_out(field, text, CHAIN)] == pytest.approx(baselines)


def test_a_line_of_two_fonts_has_runs_beside_each_other() -> None:
    both = chain_of(["Noto Sans JP", "Noto Serif JP"])
    (line,) = lay_out(box(squeeze=0.5), TEN + "一" + "\u2f00" + "二三", both)
    assert [(run.layer, run.text) for run in line.runs] == [
        (0, TEN + "一"),
        (1, "\u2f00"),
        (0, "二三"),
    ]
    assert [run.x for run in line.runs] == pytest.approx(
        [0, 110 * line.squeeze, 120 * line.squeeze], abs=0.002
    )


PIECES = st.text(st.sampled_from("架空一2A、。（）「」ー　 っ𠮷﨑-"), max_size=60)


@given(
    text=PIECES,
    width=st.floats(8, 300),
    size=st.floats(6, 14),
    shrunk=st.floats(0.6, 1),
    lines=st.integers(1, 4),
    squeeze=st.floats(0.5, 1),
    align=st.sampled_from(list(Align)),
)
def test_whatever_the_text_it_stands_in_its_box_or_is_refused(
    text: str, width: float, size: float, shrunk: float, lines: int, squeeze: float, align: Align
) -> None:
    field = box(
        width,
        height=size * 1.3 * lines,
        size=size,
        small=size * shrunk,
        align=align,
        squeeze=squeeze,
        lines=lines,
    )
    try:
        found = lay_out(field, text, CHAIN)
    except TooLongError:
        return
    assert len(found) <= lines
    for line in found:
        assert line.squeeze >= squeeze - 0.0001
        assert line.squeeze <= 1
        assert line.size in (field.size, field.small)
        assert field.x - 0.05 <= line.x
        assert line.x + width_of(line) <= field.x + field.width * 1.001 + 0.05
        assert field.y <= line.y - 0.5 * line.size and line.y <= field.y + field.height
    baselines = [line.y for line in found]
    assert baselines == sorted(set(baselines))
    assert_nothing_is_lost(text, texts(found))


def assert_nothing_is_lost(text: str, lines: list[str]) -> None:
    """The lines are the text in order; between two of them only spaces may be missing."""
    rest = text
    for number, line in enumerate(lines):
        at = rest.find(line)
        assert at >= 0 and not rest[:at].strip(" 　"), "something between the lines is missing"
        assert number or at == 0
        rest = rest[at + len(line) :]
    assert not rest.strip(" 　")
