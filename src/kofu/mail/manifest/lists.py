"""The lists themselves: for printer, post office, municipalities, employers, and the pull list.

What stands in a list is decided here and nowhere else. No list but the post office's, the
municipality's and the employer's bears a name; none bears a rule, a reason or a share.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from kofu.mail.manifest.index import ask
from kofu.mail.manifest.sheets import write_list, write_long, write_split
from kofu.mail.tracking.ledger import NUMBERED

PRINTER, PIECES, PRODUCTS = "printer.csv", "pieces.csv", "products.csv"
MUNICIPALITIES, BUNDLES = "municipalities.csv", "bundles"
EMPLOYERS_LIST, EMPLOYERS = "employers.csv", "employers"
PULLS = "pull-list.csv"

_SHEETS = """select file, first_page, max(sheets) as sheets from doc group by file, first_page"""
"""Paper in a file: cards that share a sheet (`slot`) count it once."""

_PRINTER = f"""select r.file, r.sha256, r.bytes, r.pages, d.documents,
        d.first_envelope, d.last_envelope, d.delivery, s.sheets
    from recorded r join (
        select file, count(*) as documents, min(envelope) as first_envelope,
            max(envelope) as last_envelope, string_agg(distinct delivery, '+' order by delivery)
            as delivery from doc group by file) d using (file)
    join (select file, sum(sheets)::bigint as sheets from ({_SHEETS}) group by file) s using (file)
    order by r.nth"""
_PIECES = """select envelope, delivery, product, tracking, people,
        documents, sheets, grams, yen, file, first_page, agreement as postcode
    from piece left join numbered using (envelope)
    where not away and {part} order by envelope"""
_PRODUCTS = """select delivery, product, count(*) as pieces, sum(people)::bigint as people,
        sum(sheets)::bigint as sheets, sum(grams)::bigint as grams, sum(yen)::bigint as yen
    from piece where not away group by delivery, product order by delivery, product"""
_POSTING = """select '{sender}' as 差出人,
        to_name as お届け先のお名前, tracking as お問い合わせ番号,
        envelope as 摘要, {count} as 通数計
    from piece left join numbered using (envelope)
    where delivery = '{delivery}' and not away and {{part}} order by envelope"""
_MUNICIPALITIES = """select municipality as municipality_code, delivery, product,
        count(*) as pieces, sum(people)::bigint as people, sum(sheets)::bigint as sheets,
        sum(grams)::bigint as grams, sum(yen)::bigint as yen
    from piece where not away and delivery in ('simplified-registered', 'recorded', 'ordinary')
    group by all order by all"""
_BUNDLED = """create or replace temp view bundled as select municipality as key, *
    from piece left join numbered using (envelope)
    where not away and delivery in ('simplified-registered', 'recorded', 'ordinary')"""
_BUNDLES = """select key, row_number() over (partition by key order by envelope)
        as 番号, envelope as 封筒番号,
        case delivery when 'recorded' then '特定記録'
            when 'ordinary' then '普通' else '簡易書留' end as 郵便の種類,
        tracking as お問い合わせ番号, to_name as お届け先のお名前,
        to_postal_code as 郵便番号, people as 人数, sheets as 枚数
    from bundled where {part} order by key, envelope"""
_HANDED = """create or replace temp view handed as
    select employer as key, * from piece where not away and delivery = 'employer'"""
_EMPLOYERS = """select distinct key, c.envelope as 封筒番号, d.place as 順,
        p.symbol as 記号, p.number as 番号, p.branch as 枝番, p.name as 氏名
    from handed c join doc d using (envelope) join person p on p.person_id = d.person_id
    where {part} order by 1, 2, 3"""
"""Not which document: that would say who has no registered card, or was refused."""
_EMPLOYERS_LIST = """select c.employer as employer_id, e.name as 事業所名,
        e.postal_code as 郵便番号, e.address as 所在地,
        sum(people)::bigint as 人数, count(*) as 封筒数, sum(sheets)::bigint as 枚数
    from piece c left join employer e on e.employer_id = c.employer
    where not away and c.delivery = 'employer' group by all order by 1"""
_PULLS = f"""with begins as (
        select file, first_page, sum(sheets) over (partition by file order by first_page)::bigint
            - sheets + 1 as sheet from ({_SHEETS}))
    select d.person_id, case when u.person_id is null then 'beside' else 'pulled' end as why,
        case when u.person_id is null then 'yes' end as needs_new_envelope,
        d.envelope, d.delivery, n.tracking, d.file, d.first_page,
        d.pages, b.sheet, d.slot, d.place, d.people - 1 as others
    from doc d join away using (envelope) join begins b using (file, first_page)
    left join pulled u using (person_id) left join numbered n using (envelope)
    order by d.envelope, d.place, d.file, d.first_page, d.slot"""


def write_common(db: duckdb.DuckDBPyConnection, out: Path) -> None:
    """What every run has: the printer's list, the envelopes, the products, the pull list."""
    write_list(db, out / PRINTER, _PRINTER)
    write_long(db, out / PIECES, _PIECES)
    write_list(db, out / PRODUCTS, _PRODUCTS)
    write_list(db, out / PULLS, _PULLS)


def posting_list(delivery: str) -> str:
    """`sashidashi-recorded.csv`."""
    return f"sashidashi-{delivery}.csv"


def write_posting(db: duckdb.DuckDBPyConnection, out: Path, sender: str) -> tuple[str, ...]:
    """The 差出票 as CSV, for each product with numbers that the run has; which they are.

    No official page confirms the columns: they are what trade material and older forms show. Ask
    the accepting post office.
    """
    there = "select distinct delivery from piece where not away order by delivery"
    found = [way for (way,) in db.execute(there).fetchall() if way in NUMBERED]
    for way in found:
        count = ask(db, f"select count(*) from piece where delivery = '{way}' and not away")
        named = sender.replace("'", "''").replace("{", "{{").replace("}", "}}")
        question = _POSTING.format(sender=named, delivery=way, count=count)
        write_long(db, out / posting_list(way), question, "番号")
    return tuple(found)


def write_bundles(db: duckdb.DuckDBPyConnection, out: Path) -> None:
    """The overview without names, and a list for each municipality."""
    write_list(db, out / MUNICIPALITIES, _MUNICIPALITIES)
    db.execute(_BUNDLED)
    write_split(db, out / BUNDLES, "bundled", _BUNDLES)


def write_employers(db: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Where each employer's parcel goes, and who gets what from it; `employer` is their table."""
    write_list(db, out / EMPLOYERS_LIST, _EMPLOYERS_LIST)
    db.execute(_HANDED)
    write_split(db, out / EMPLOYERS, "handed", _EMPLOYERS)
