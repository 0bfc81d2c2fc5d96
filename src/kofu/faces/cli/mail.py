"""`kofu mail`: the barcode of an address, a tracking number."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from kofu.base.errors import KofuError
from kofu.base.whole_files import whole_file
from kofu.faces.cli.options import AsJson
from kofu.faces.cli.talk import language, line, show_json, words
from kofu.mail.addresses.agree import Checked, check_any
from kofu.mail.barcode.cells import postcode_digits
from kofu.mail.barcode.drawing import DEFAULT_POINTS, draw
from kofu.mail.barcode.symbol import CustomerBarcode
from kofu.mail.shapes import as_svg
from kofu.mail.tracking.numbers import Examined, display, examine

app = App(name="mail", help="郵便: カスタマバーコードと引受番号 / Mail: barcodes and numbers.")


@app.command
def barcode(
    postcode: str,
    address: str,
    *,
    as_json: AsJson = False,
    svg: Path | None = None,
    points: Annotated[float, Parameter(name="--points")] = DEFAULT_POINTS,
) -> int:
    """住所のカスタマバーコードを作る / The customer barcode of an address.

    Parameters
    ----------
    postcode
        郵便番号 / seven digits, with or without a hyphen.
    address
        住所の全体、または町域より後ろだけ / the whole address, or what follows the town.
    as_json
        結果をJSONで出力 / print the result as JSON.
    svg
        図を書き込むファイル / write the drawing to this file.
    points
        大きさ（8から11.5ポイント） / size in points, 8 to 11.5.
    """
    if postcode_digits(postcode) is None:
        raise KofuError("barcode-postcode-wrong", text=postcode)
    checked = check_any(postcode, address)
    made = checked.barcode()
    if svg is not None and made is not None:
        picture = as_svg(draw(made.bars, points))
        with whole_file(svg) as draft:
            draft.write_text(picture, encoding="utf-8")
    if as_json:
        show_json(_barcode_record(checked, made))
    else:
        _show_barcode(checked, made)
    return 0 if made else 1


@app.command
def tracking(number: str, *, as_json: AsJson = False) -> int:
    """引受番号の検査数字を確かめる / Whether a tracking number is valid, or why not.

    Parameters
    ----------
    number
        引受番号（11桁または12桁） / 11 or 12 digits, with or without hyphens.
    as_json
        結果をJSONで出力 / print the result as JSON.
    """
    examined = examine(number)
    finding = examined.finding()
    if as_json:
        show_json(_tracking_record(examined))
    elif finding:
        line(finding.line(language()))
    else:
        line(words("tracking-valid", number=display(examined.digits)))
    return 0 if examined.valid else 1


def _barcode_record(checked: Checked, made: CustomerBarcode | None) -> dict[str, object]:
    finding = checked.finding()
    return {
        "extracted": made.extracted if made else None,
        "cells": made.cells if made else None,
        "check": made.check if made else None,
        "bars": made.bars if made else None,
        "split": {"a": checked.split.a, "b": checked.split.b},
        "agreement": checked.agreement,
        "code": finding.code if finding else None,
        "message": finding.words(language()) if finding else None,
    }


def _show_barcode(checked: Checked, made: CustomerBarcode | None) -> None:
    finding = checked.finding()
    line(words("barcode-split", a=checked.split.a or "-", b=checked.split.b or "-"))
    line(words(f"agreement-{checked.agreement.value}"))
    if finding:
        line(finding.line(language()))
    if made:
        line(words("barcode-extracted", number=made.extracted or "-"))
        line(words("barcode-cells", cells=" ".join(made.cells), check=made.check))
        line(words("barcode-bars", bars=made.bars))


def _tracking_record(examined: Examined) -> dict[str, object]:
    finding = examined.finding()
    return {
        "number": display(examined.digits) if examined.valid else examined.text,
        "digits": examined.digits,
        "valid": examined.valid,
        "code": finding.code if finding else None,
        "message": finding.words(language()) if finding else None,
    }
