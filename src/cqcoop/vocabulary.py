"""The closed vocabularies, as `Literal` types: plain strings at run time, checked words for mypy and pyright.

What each term means and when it is used is in `cqcoop.codebook`; a test holds the two together.
"""

from typing import Final, Literal, get_args

__all__ = [
    "VOCABULARIES",
    "AgreementKind",
    "AgreementStatus",
    "ClauseKind",
    "CodeScheme",
    "Datatype",
    "EventKind",
    "EventStatus",
    "EvidenceMode",
    "EvidenceStance",
    "Extent",
    "InitiativeKind",
    "MilestoneStage",
    "NameKind",
    "OrganisationKind",
    "ParkKind",
    "ParkLevel",
    "PlaceKind",
    "PublishedBasis",
    "Qualifier",
    "QuantityBasis",
    "Reliability",
    "Role",
    "SectorMatch",
    "SourceKind",
    "StatementKind",
    "terms",
]

Datatype = Literal["event", "agreement", "organisation", "park", "person", "place", "initiative", "source"]

EventKind = Literal[
    "approval",
    "closure",
    "cultural",
    "fair",
    "forum",
    "launch",
    "meeting",
    "opening",
    "programme",
    "promotion",
    "seminar",
    "signing",
    "training",
    "visit",
    "other",
]
EventStatus = Literal["planned", "held", "postponed", "cancelled"]

AgreementKind = Literal[
    "contract",
    "cooperation",
    "framework",
    "implementation",
    "letter-of-intent",
    "memorandum",
    "protocol",
    "purchase",
    "sister-city",
    "strategic-cooperation",
    "treaty",
    "other",
]
AgreementStatus = Literal["planned", "signed", "in-force", "ended", "cancelled"]
ClauseKind = Literal[
    "business-matching",
    "capacity-building",
    "culture",
    "exchange",
    "finance",
    "governance",
    "information",
    "infrastructure",
    "investment",
    "partnership",
    "promotion",
    "technology",
    "trade",
    "other",
]

OrganisationKind = Literal[
    "administrative-committee",
    "association",
    "bank",
    "chamber-of-commerce",
    "company",
    "consulate",
    "cultural-institution",
    "embassy",
    "government",
    "government-department",
    "international-organisation",
    "media",
    "party-committee",
    "research-institute",
    "trade-promotion-agency",
    "university",
    "world-trade-centre",
    "other",
]

ParkKind = Literal[
    "bonded-zone",
    "cooperation-zone",
    "development-zone",
    "free-trade-zone",
    "high-tech-zone",
    "industrial-park",
    "logistics-park",
    "new-area",
    "science-park",
    "other",
]
ParkLevel = Literal["state", "municipal", "district"]

PlaceKind = Literal[
    "territory",
    "province-level-division",
    "county-level-division",
    "city",
    "region",
    "corridor",
    "venue",
    "site",
]

InitiativeKind = Literal[
    "corridor", "event-series", "government-initiative", "network", "programme", "strategy", "other"
]

SourceKind = Literal[
    "official",
    "international-organisation",
    "association",
    "state-media",
    "news-media",
    "trade-press",
    "company",
    "research",
    "mirror",
]
Reliability = Literal["primary", "secondary", "weak"]
PublishedBasis = Literal["byline", "updated-line", "dateline", "address", "metadata", "archive"]

NameKind = Literal["official", "printed", "alias", "abbreviation", "former", "corrected", "rendering", "descriptive"]
CodeScheme = Literal["ISO 3166-1", "ISO 3166-2", "GB/T 2260", "UN/LOCODE", "Wikidata", "ROR", "ISNI", "LEI"]
Role = Literal[
    "approver",
    "attendee",
    "chair",
    "co-organiser",
    "delegate",
    "exhibitor",
    "host",
    "named",
    "opener",
    "organiser",
    "partner",
    "party",
    "presenter",
    "signatory",
    "speaker",
    "supporter",
    "visited",
    "visitor",
    "witness",
]
MilestoneStage = Literal[
    "planned",
    "approved",
    "established",
    "launched",
    "opened",
    "accepted",
    "in-force",
    "expanded",
    "upgraded",
    "renamed",
    "merged",
    "suspended",
    "ended",
]
StatementKind = Literal["aim", "assessment", "commitment", "expectation", "offer", "report", "request"]
Qualifier = Literal["exact", "about", "at-least", "over", "nearly", "less-than", "up-to", "range", "magnitude"]
QuantityBasis = Literal["intended", "planned", "contracted", "actual"]
SectorMatch = Literal["exact", "close", "broad"]
EvidenceMode = Literal["stated", "inferred", "derived", "coded"]
EvidenceStance = Literal["supports", "disputes"]
Extent = Literal["complete", "open", "unstated"]

VOCABULARIES: Final[dict[str, object]] = {
    "AgreementKind": AgreementKind,
    "AgreementStatus": AgreementStatus,
    "ClauseKind": ClauseKind,
    "CodeScheme": CodeScheme,
    "Datatype": Datatype,
    "EventKind": EventKind,
    "EventStatus": EventStatus,
    "EvidenceMode": EvidenceMode,
    "EvidenceStance": EvidenceStance,
    "Extent": Extent,
    "InitiativeKind": InitiativeKind,
    "MilestoneStage": MilestoneStage,
    "NameKind": NameKind,
    "OrganisationKind": OrganisationKind,
    "ParkKind": ParkKind,
    "ParkLevel": ParkLevel,
    "PlaceKind": PlaceKind,
    "PublishedBasis": PublishedBasis,
    "Qualifier": Qualifier,
    "QuantityBasis": QuantityBasis,
    "Reliability": Reliability,
    "Role": Role,
    "SectorMatch": SectorMatch,
    "SourceKind": SourceKind,
    "StatementKind": StatementKind,
}


def terms(vocabulary: str) -> tuple[str, ...]:
    """The terms of a vocabulary, in the order in which it lists them.

    Raises `KeyError` where there is no vocabulary of that name; `VOCABULARIES` lists them.

    >>> terms("EventStatus")
    ('planned', 'held', 'postponed', 'cancelled')
    """
    return get_args(VOCABULARIES[vocabulary])
