"""What a user may get wrong; mypy --strict and pyright must each find every marked line and no other."""

import cqcoop

pact = cqcoop.agreements["liangjiang-wtpf-2023"]
mine = cqcoop.Event(id="my-visit", kind="visit")

cqcoop.events.filter(knd="visit")  # wrong
cqcoop.events.filter(kind="vist")  # wrong
cqcoop.events.filter(kind=["visit", "fiar"])  # wrong
cqcoop.events.filter(edition="3")  # wrong
cqcoop.parks.filter(edition=3)  # wrong
cqcoop.events.count_by("knd")  # wrong
cqcoop.events.group_by("signed")  # wrong
cqcoop.events.sort_by("perod")  # wrong
cqcoop.events.involving("x", role="witnes")  # wrong
cqcoop.events.involving(3)  # wrong
cqcoop.events.during("2024", "certainly")  # wrong
cqcoop.events.durng("2024")  # wrong
cqcoop.people.between("a", "b")  # wrong
cqcoop.agreements.supported_by("2")  # wrong
print(cqcoop.events | cqcoop.parks)  # wrong
print(cqcoop.evnts)  # wrong
print(cqcoop.load().evnts)  # wrong
cqcoop.Evnt(id="e")  # wrong
print(cqcoop.events["x"].signed)  # wrong
print(pact.sigend)  # wrong
print(pact.signed.year)  # wrong
pact.signed = None  # wrong
pact.clauses[0].gist = "x"  # wrong
pact.clauses.append(pact.clauses[0])  # wrong
pact.with_role("witnes")  # wrong
pact.evidence_for(3)  # wrong
cqcoop.Event("my-visit", kind="visit")  # wrong
cqcoop.Event(id="my-visit")  # wrong
cqcoop.Event(id="my-visit", kind="vist")  # wrong
cqcoop.Event(id="my-visit", kind="visit", knd="x")  # wrong
cqcoop.Event(id="my-visit", kind="visit", period=2025)  # wrong
cqcoop.Event(id="my-visit", kind="visit", participations=[cqcoop.Name(text="x")])  # wrong
cqcoop.Participation(printed="x", role="witnes")  # wrong
cqcoop.Name(text=3)  # wrong
cqcoop.Quantity(what="x", low="3")  # wrong
agreement: cqcoop.Agreement = mine  # wrong
cqcoop.load().extend([pact.clauses[0]])  # wrong
cqcoop.load().statements(kind="aimm")  # wrong
cqcoop.read(3)  # wrong
cqcoop.brief("Italy", durng="2024")  # wrong
