"""A pack small enough to see through, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

SMALL = """
pack: small
title: 小さな規定集
insurer: 見本市
kind: kokuho
covers: {from: 2025-01-01, until: 2025-12-31}
ranks:
  document: [usual, special]
  variant: [usual]
  term: [usual]
  form: [usual]
  delivery: [usual]
bands:
  - name: card
    label: カード
    values:
      - {name: "yes", label: あり, when: has_card == yes, reason: has-card}
      - {name: "no", label: なし, when: has_card == no, reason: no-card}
      - {name: unknown, label: 不明}
  - name: residence
    label: 在留期間
    values:
      - {name: ended, label: 満了, when: residence_until < on}
      - {name: open, label: 満了していない}
caps:
  - id: residence
    label: 在留期間の満了日
    kind: day-itself
    fact: residence_until
    cite: {words: 在留期間の満了日まで。}
proof:
  from: 2025-01-01
  entitled: {}
  usable: [{card: "yes"}]
  unknown: []
reasons: {has-card: カードがあるため, no-card: カードがないため}
norms:
  - id: town
    title: 見本市の定め
    issuer: 見本市
    dated: 令和7年
    published: 2025-01-01
    checked_on: 2025-01-01
    sure: confirmed
    document:
      - id: certificate
        rank: usual
        in_force: {from: 2025-01-01}
        when: {card: ["no", unknown]}
        then: {document: certificate, basis: ex_officio}
        reasons: ["{card}"]
        says: 資格確認書を交付します。
        cite: {words: カードのない人には資格確認書。}
      - id: notice
        rank: usual
        in_force: {from: 2025-01-01}
        when: {card: "yes"}
        then: {document: notice, basis: ex_officio}
        says: お知らせを送ります。
        cite: {words: カードのある人にはお知らせ。}
      - id: residence-ended
        rank: special
        in_force: {from: 2025-01-01}
        when: {residence: ended}
        then: {document: review}
        says: 在留期間を確認します。
        cite: {words: 期限の過ぎた人は確認する。}
    variant:
      - id: ordinary
        rank: usual
        in_force: {from: 2025-01-01}
        then: ordinary
        says: 通常の様式です。
        cite: {words: 通常の様式。}
    term:
      - id: year
        rank: usual
        in_force: {from: 2025-01-01}
        then: {cycle: {one_end: 2025-12-31}, caps: [residence]}
        says: 12月31日までです。
        cite: {words: 年末まで。}
    form:
      - id: card
        rank: usual
        in_force: {from: 2025-01-01}
        then: card-paper
        says: カード型です。
        cite: {words: カード型。}
    delivery:
      - id: post
        rank: usual
        in_force: {from: 2025-01-01}
        then: ordinary
        says: 普通郵便です。
        cite: {words: 普通郵便。}
cases:
  - name: カードのない人には資格確認書
    on: 2025-06-01
    known: 2025-06-01
    facts: {has_card: false}
    expect: {document: certificate, rule: certificate, valid_until: 2025-12-31, cap: cycle}
    source: 見本市の定め
  - name: カードのある人にはお知らせ
    on: 2025-06-01
    known: 2025-06-01
    facts: {has_card: true, residence_until: 2025-06-01}
    expect: {document: notice, rule: notice, valid_until: 2025-06-01, cap: residence}
    source: 見本市の定め
  - name: 在留期間の過ぎた人は確認が先
    on: 2025-06-01
    known: 2025-06-01
    facts: {has_card: false, residence_until: 2025-05-31}
    expect: {document: review, rule: residence-ended}
    source: 見本市の定め
"""


def small(folder: Path, *changes: tuple[str, str]) -> Path:
    """The small pack in a file, with each first text replaced by the second."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path
