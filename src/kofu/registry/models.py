"""Every table of the register, where Django looks for them."""

from __future__ import annotations

from kofu.registry.access.tables import Account, ApiToken
from kofu.registry.counter.tables import Application
from kofu.registry.insurer.tables import Insurer
from kofu.registry.issued.tables import Action, Allowed, Document, LiveCertificate
from kofu.registry.jobs.tables import Job
from kofu.registry.keeping.tables import DeletionCertificate, HoldEnd, LegalHold
from kofu.registry.log.tables import Batch, Entry, EntrySubject
from kofu.registry.people.tables import (
    BurdenFact,
    CardFact,
    EnrolmentFact,
    HoldingFact,
    Load,
    Person,
    PersonEvent,
    PersonNow,
    RequestFact,
    ResidenceFact,
)
from kofu.registry.post.tables import (
    NumberedPiece,
    PostIntake,
    PostResult,
    TrackingLent,
    TrackingTaken,
)
from kofu.registry.runs.tables import (
    ChunkDone,
    Pull,
    Run,
    RunAction,
    RunAllowed,
    RunPerson,
    RunSlot,
    StoppedPerson,
)
from kofu.registry.search.tables import PersonSearch

__all__ = [
    "Account",
    "Action",
    "Allowed",
    "ApiToken",
    "Application",
    "Batch",
    "BurdenFact",
    "CardFact",
    "ChunkDone",
    "DeletionCertificate",
    "Document",
    "EnrolmentFact",
    "Entry",
    "EntrySubject",
    "HoldEnd",
    "HoldingFact",
    "Insurer",
    "Job",
    "LegalHold",
    "LiveCertificate",
    "Load",
    "NumberedPiece",
    "Person",
    "PersonEvent",
    "PersonNow",
    "PersonSearch",
    "PostIntake",
    "PostResult",
    "Pull",
    "RequestFact",
    "ResidenceFact",
    "Run",
    "RunAction",
    "RunAllowed",
    "RunPerson",
    "RunSlot",
    "StoppedPerson",
    "TrackingLent",
    "TrackingTaken",
]
