"""What a user may write; mypy --strict and pyright must find nothing in it."""

from collections import Counter
from datetime import date
from typing import Any, assert_type

import cqcoop
from cqcoop import Event, Mention, Name, Participation, Period, RecordNotFound
from cqcoop.queries import Agreements, Events, Parks

dataset = cqcoop.load()
assert_type(dataset.events, Events)
assert_type(cqcoop.events, Events)
assert_type(cqcoop.parks.within("northside"), Parks)

pact = cqcoop.agreements.between("Liangjiang New Area", "WTPF").one()
assert_type(pact, cqcoop.Agreement)
assert_type(pact.signed, Period | None)
if pact.signed is not None:
    year: int | None = pact.signed.year
    first: date | None = pact.signed.earliest
printed: str | None = pact.parties[1].printed
gists: list[str] = [clause.gist for clause in pact.clauses]
sources: list[str] = [entry.source for entry in pact.evidence_for("signed")]
proof = pact.evidence_for(pact.clauses[0])
witnesses = pact.with_role("witness", "signatory")

assert_type(cqcoop.organisations.get("nope"), cqcoop.Organisation | None)
assert_type(cqcoop.organisations["wtpf"], cqcoop.Organisation)
assert_type(cqcoop.events[0], Event)
assert_type(cqcoop.events[:3], Events)
matched: str = cqcoop.people.search("Wang Zhigan", limit=3)[0].matched

visits = cqcoop.events.filter(kind="visit", status=None).during("2024-07", certainly=True).involving("Italy")
assert_type(visits, Events)
assert_type(visits.involving("Yongchuan", role="visited").sort_by("period", reverse=True), Events)
cqcoop.events.filter(kind=["visit", "fair"], edition=3, period="2024", sectors=["C29", "C"])
cqcoop.events.filter(lambda event: event.edition == 3, kind="fair")
cqcoop.events.during(2024).during(date(2024, 7, 4)).during(Period("2024-07"))
cqcoop.agreements.in_sector("C29").supported_by(2).cited_by("a-source")
assert_type(cqcoop.agreements.count_by("signed.year"), Counter[Any])
assert_type(cqcoop.agreements.count_by(lambda agreement: agreement.kind == "treaty"), Counter[bool])
assert_type(cqcoop.agreements.group_by(lambda agreement: len(agreement.clauses)), dict[int, Agreements])
both: Events = (visits | cqcoop.events[:2]) & cqcoop.events - visits

for counterpart in dataset.counterparts("wtpf", during="2023"):
    names: str = counterpart.name
for moment in dataset.timeline(pact):
    when: Period | None = moment.when
records: tuple[cqcoop.Record, ...] = dataset.resolve(pact.participations)
record: cqcoop.Record | None = dataset.resolve(pact.place)

mine = Event(
    id="my-visit",
    names=["My visit", Name(text="我的访问", language="zh-Hans")],
    kind="visit",
    period="2025-03",
    place="chongqing",
    part_of=Mention(printed="a larger one"),
    participations=[Participation(printed="Me", role="visitor", on_behalf_of="wtpf")],
    notes=["a note"],
)
bigger = dataset.extend([mine])
bigger.write("my-data", only=[mine, "my-visit"])
again: cqcoop.Dataset = cqcoop.read("my-data", base=dataset)
added: tuple[str, ...] = dataset.diff(bigger).added

text: str = visits.to_json()
nothing: None = visits.to_json("visits.json")
rows: list[dict[str, Any]] = visits.to_dicts()
plain: dict[str, Any] = cqcoop.to_dict(mine)
assert_type(cqcoop.from_dict(Event, plain), Event)
brief: cqcoop.Brief = cqcoop.brief("Italy", dataset=bigger)
cited: str = cqcoop.cite(pact)
version: str = dataset.version

try:
    cqcoop.events["nope"]
except RecordNotFound as error:
    suggestions: tuple[str, ...] = error.suggestions
except cqcoop.CqcoopError:
    pass
