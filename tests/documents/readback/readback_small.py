"""The template, the people and the fonts of these tests."""

from __future__ import annotations

from kofu.documents.fonts.chain import Chain, chain_of
from kofu.documents.fonts.font import Font

FORM = """#import "/lib.typ": *
#set document(title: "試し")
#set page(width: 86mm, height: 54mm, margin: 4mm, fill: tint)
#set text(lang: "ja", font: gothic, size: 7pt)
#rect(width: 100%)[資格確認書　#field("until", 30mm, size: 8pt) #image("/seal.png", width: 4mm, alt: "印") #image("/photo.jpg", width: 4mm, alt: "図")]
氏名 #field("name", 40mm, size: 11pt, small: 7pt, chain: "name", lines: 2, height: 20pt) #field("number", 25mm, size: 9pt, align: right)

住所 #field("address", 60mm, size: 7pt, small: 6pt, lines: 2)
#pagebreak()
注意 #box(width: 5mm, height: 5mm, fill: black.transparentize(50%))"""

PEOPLE = (
    {
        "until": "令和9年7月31日",
        "name": "交付　太郎",
        "number": "01234567",
        "address": "川崎市1番地",
    },
    {"until": "令和9年7月31日", "name": "𠮷田　一⼀", "number": "89012345", "address": "川崎市2-3"},
    {"until": "令和8年7月31日", "name": "神\ufa19子", "number": "00000002", "address": ""},
    {
        "until": "令和8年7月31日",
        "name": "葛\U000e0100城　とても長い名前の人でした",
        "number": "55555555",
        "address": "神奈川県川崎市川崎区宮本町一番地の二のとても長い建物の名前のさらに長い棟の九〇一号室",
    },
)


def noto() -> dict[str, Chain]:
    return {role: chain_of(["Noto Sans JP"]) for role in ("text", "name")}


def sources() -> list[Font]:
    return list(chain_of(["Noto Sans JP", "Noto Serif JP"]).fonts)
