"""Rules as a clerk reads them: the sentence that the pack says, not its code."""

from __future__ import annotations

from collections.abc import Mapping

from kofu.base.errors import KofuError
from kofu.policy.load import Book, load
from kofu.policy.model import DocumentRule
from kofu.registry.packs.at_hand import names, of_hash
from kofu.registry.runs.tables import Run


def rule_words(book: Book) -> Mapping[str, str]:
    """The sentence of each rule about documents, by its id."""
    return {rule.id: rule.says for _, rule in book.rules() if isinstance(rule, DocumentRule)}


def rule_words_of(run: Run) -> Mapping[str, str]:
    """Those of the pack that decided a run; none where it was not kept."""
    pack_hash = str(run.fingerprint["pack"])
    if run.pack in names() and (book := load(run.pack)).hash == pack_hash:
        return rule_words(book)
    try:
        return rule_words(of_hash(pack_hash).book)
    except KofuError:
        return {}
