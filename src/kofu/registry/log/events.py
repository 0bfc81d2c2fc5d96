"""What is audited: every event the log knows, and the word an office has for it.

The value is what stands in the log for years: a name may be improved, a value never.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    """How an event ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Event(StrEnum):
    """Something that leaves an entry, whether it was done, refused or failed."""

    PERSON_READ = "person-read"
    PERSON_SEARCHED = "person-searched"
    LIST_READ = "list-read"
    RECEIPT_DERIVED = "receipt-derived"
    PAGE_SHOWN = "page-shown"
    EXPORTED = "exported"

    LOGGED_IN = "logged-in"
    LOGGED_OUT = "logged-out"
    LOGIN_REFUSED = "login-refused"
    TOKEN_REFUSED = "token-refused"
    ACCOUNT_LOCKED = "account-locked"
    ACCOUNT_CHANGED = "account-changed"
    RIGHTS_REFUSED = "rights-refused"

    FILE_CHECKED = "file-checked"
    LOADED = "loaded"
    CORRECTED = "corrected"

    RUN_PLANNED = "run-planned"
    RUN_APPROVED = "run-approved"
    RUN_INVALIDATED = "run-invalidated"
    RUN_STARTED = "run-started"
    RUN_RESUMED = "run-resumed"
    RUN_PRINTED = "run-printed"
    RUN_VERIFIED = "run-verified"
    RUN_RELEASED = "run-released"
    RUN_POSTED = "run-posted"
    RUN_ABANDONED = "run-abandoned"
    PULLED = "pulled"
    SWEPT = "swept"
    COUNTED = "counted"

    DOCUMENT_ISSUED = "document-issued"
    DOCUMENT_REPRINTED = "document-reprinted"
    LETTER_MADE = "letter-made"
    DOCUMENT_ACTED = "document-acted"
    POST_TOLD = "post-told"
    COUNTER_ACTED = "counter-acted"
    INSURER_SETTLED = "insurer-settled"

    HELD = "held"
    HOLD_RELEASED = "hold-released"
    DELETED = "deleted"

    BACKED_UP = "backed-up"
    RESTORED = "restored"
    LOG_READ = "log-read"
    LOG_EXPORTED = "log-exported"
    LOG_CHECKED = "log-checked"


WORDS: Mapping[Event, tuple[str, str]] = {
    Event.PERSON_READ: ("個人の照会", "one person's record was looked at"),
    Event.PERSON_SEARCHED: ("検索", "people were searched for"),
    Event.LIST_READ: ("一覧の照会", "a list of people was looked at"),
    Event.RECEIPT_DERIVED: ("判定の再現", "a decision was derived again from its receipt"),
    Event.PAGE_SHOWN: ("書類の表示", "a printed page was looked at"),
    Event.EXPORTED: ("データの書き出し", "data of people left the register as a file"),
    Event.LOGGED_IN: ("ログイン", "somebody logged in"),
    Event.LOGGED_OUT: ("ログアウト", "somebody logged out"),
    Event.LOGIN_REFUSED: ("ログインの拒否", "a log-in was refused"),
    Event.TOKEN_REFUSED: ("APIトークンの拒否", "a program's token was refused"),
    Event.ACCOUNT_LOCKED: ("アカウントの停止", "an account was locked after refused log-ins"),
    Event.ACCOUNT_CHANGED: ("アカウント・権限の変更", "an account or its rights were changed"),
    Event.RIGHTS_REFUSED: ("権限がないための拒否", "something was refused for want of a right"),
    Event.FILE_CHECKED: ("取込み前の点検", "a file was checked and compared before a load"),
    Event.LOADED: ("名簿・リストの取込み", "a roster or a list was loaded"),
    Event.CORRECTED: ("訂正", "a fact of a person was corrected or added by hand"),
    Event.RUN_PLANNED: ("一括交付の計画", "a run was planned"),
    Event.RUN_APPROVED: ("一括交付の承認", "a second person approved a run"),
    Event.RUN_INVALIDATED: ("承認の失効", "what was approved is no longer what would be printed"),
    Event.RUN_STARTED: ("一括交付の開始", "a run was started"),
    Event.RUN_RESUMED: ("一括交付の再開", "an interrupted run went on"),
    Event.RUN_PRINTED: ("印刷の完了", "all pages of a run were made"),
    Event.RUN_VERIFIED: ("読み返しの照合", "all pages of a run were read back"),
    Event.RUN_RELEASED: ("引渡し", "a run was released with its manifest"),
    Event.RUN_POSTED: ("発送", "a run was posted"),
    Event.RUN_ABANDONED: ("一括交付の中止", "a run was abandoned"),
    Event.PULLED: ("引抜き", "somebody was taken out of a run"),
    Event.SWEPT: ("切れ目・重複の点検", "the register was swept for gaps and doubles"),
    Event.COUNTED: ("規定ごとの集計", "people were counted by two laws"),
    Event.DOCUMENT_ISSUED: ("窓口での交付", "a document was issued at the counter"),
    Event.DOCUMENT_REPRINTED: ("再印刷", "a document was printed again"),
    Event.LETTER_MADE: (
        "読み方に合わせた作成",
        "a document was made in large print, as a voice text or for a screen reader",
    ),
    Event.DOCUMENT_ACTED: ("書類の記録", "something was recorded of a document"),
    Event.POST_TOLD: ("返戻・配達結果の取込み", "results of the post were taken in"),
    Event.COUNTER_ACTED: ("窓口での受付", "an application or a wish was dealt with at the counter"),
    Event.INSURER_SETTLED: ("保険者の設定", "it was settled whose register this is"),
    Event.HELD: ("削除の停止", "deletion of a person's records was suspended"),
    Event.HOLD_RELEASED: ("削除の停止の解除", "such a hold was ended"),
    Event.DELETED: ("保存期間満了による削除", "records were deleted after their time"),
    Event.BACKED_UP: ("バックアップ", "a backup was made"),
    Event.RESTORED: ("復元", "the register was restored from a backup"),
    Event.LOG_READ: ("操作記録の照会", "the log was looked at"),
    Event.LOG_EXPORTED: ("操作記録の書き出し", "the log was exported"),
    Event.LOG_CHECKED: ("操作記録の検査", "the log was checked against the database"),
}
"""In Japanese and in English."""
