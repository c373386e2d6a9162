"""Typed, sourced records on Chongqing's external economic cooperation.

>>> import cqcoop
>>> pact = cqcoop.agreements.between("Liangjiang New Area", "WTPF").one()
>>> pact.signed.describe()
'7 September 2023'

Importing costs next to nothing: public names are resolved when they are first used (PEP 562).
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:  # what checkers see; at run time `__getattr__` finds the same names
    from cqcoop.briefing import Brief as Brief
    from cqcoop.briefing import brief as brief
    from cqcoop.citation import cite as cite
    from cqcoop.codec import configure_converter as configure_converter
    from cqcoop.codec import from_dict as from_dict
    from cqcoop.codec import to_dict as to_dict
    from cqcoop.dataset import Dataset as Dataset
    from cqcoop.dataset import load as load
    from cqcoop.dataset import read as read
    from cqcoop.errors import AmbiguousName as AmbiguousName
    from cqcoop.errors import CqcoopError as CqcoopError
    from cqcoop.errors import EvidenceWarning as EvidenceWarning
    from cqcoop.errors import InvalidDataset as InvalidDataset
    from cqcoop.errors import InvalidPeriod as InvalidPeriod
    from cqcoop.errors import InvalidValue as InvalidValue
    from cqcoop.errors import MissingExtra as MissingExtra
    from cqcoop.errors import NotUnique as NotUnique
    from cqcoop.errors import Problem as Problem
    from cqcoop.errors import RecordNotFound as RecordNotFound
    from cqcoop.errors import UnknownField as UnknownField
    from cqcoop.errors import UnknownName as UnknownName
    from cqcoop.periods import Period as Period
    from cqcoop.queries import Agreements, Events, Initiatives, Organisations, Parks, People, Places, Sources
    from cqcoop.records import Agreement as Agreement
    from cqcoop.records import Event as Event
    from cqcoop.records import IndustrialPark as IndustrialPark
    from cqcoop.records import Initiative as Initiative
    from cqcoop.records import Organisation as Organisation
    from cqcoop.records import Person as Person
    from cqcoop.records import Place as Place
    from cqcoop.records import Record as Record
    from cqcoop.records import Source as Source
    from cqcoop.values import Clause as Clause
    from cqcoop.values import Code as Code
    from cqcoop.values import Comparison as Comparison
    from cqcoop.values import Coverage as Coverage
    from cqcoop.values import Evidence as Evidence
    from cqcoop.values import Mention as Mention
    from cqcoop.values import Milestone as Milestone
    from cqcoop.values import Name as Name
    from cqcoop.values import Participation as Participation
    from cqcoop.values import Post as Post
    from cqcoop.values import Quantity as Quantity
    from cqcoop.values import SectorCode as SectorCode
    from cqcoop.values import Statement as Statement
    from cqcoop.values import Topic as Topic

    agreements: Agreements
    events: Events
    initiatives: Initiatives
    organisations: Organisations
    parks: Parks
    people: People
    places: Places
    sources: Sources

_HOMES = {
    "briefing": "Brief brief",
    "citation": "cite",
    "codec": "configure_converter from_dict to_dict",
    "dataset": "Dataset load read",
    "errors": "AmbiguousName CqcoopError EvidenceWarning InvalidDataset InvalidPeriod InvalidValue MissingExtra"
    " NotUnique Problem RecordNotFound UnknownField UnknownName",
    "periods": "Period",
    "records": "Agreement Event IndustrialPark Initiative Organisation Person Place Record Source",
    "values": "Clause Code Comparison Coverage Evidence Mention Milestone Name Participation Post Quantity SectorCode"
    " Statement Topic",
}
_COLLECTIONS = ("agreements", "events", "initiatives", "organisations", "parks", "people", "places", "sources")

__all__ = [*_COLLECTIONS, *(name for names in _HOMES.values() for name in names.split())]


if not TYPE_CHECKING:  # a visible __getattr__ would make checkers accept every name

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _COLLECTIONS:
            value = getattr(import_module("cqcoop.dataset").load(), name)
        else:
            home = next((home for home, names in _HOMES.items() if name in names.split()), None)
            if home is None:
                raise import_module("cqcoop.errors").UnknownName("module 'cqcoop'", name, __all__)
            value = getattr(import_module(f"cqcoop.{home}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
