"""The codebook: what each term of the closed vocabularies means, when to use it, and what it is told apart from.

How to code, where more than one term seems to fit:

- What a source says decides, not what is usual. A title or a named act beats an impression of the content.
- The more specific term beats the more general one; `other` is for what no term describes, never for doubt.
- Where the title of an agreement joins several words, the word for the instrument (memorandum, protocol, letter of
  intent) beats "strategic", and "strategic" beats "framework".
- A term describes; it does not praise, and takes no position on the status of any place or body.

`Term.plover` gives the event type of PLOVER (Political Language Ontology for Verifiable Event Records, Open Event Data
Alliance) that a record of this kind would carry there, so that the data can be joined with machine-coded event data.
PLOVER codes what one actor does to or with another; it has CONSULT for meetings and visits, SUPPORT for non-material
cooperation, approval and the signing of agreements, COOPERATE for mutual material exchange, which takes in contracts
and purchases, and AGREE for a stated intention. Several kinds have no honest counterpart, and theirs is None:

- `programme`, `fair`, `promotion`, `cultural`, `training`: many take part, and what one does to another is not told;
- `opening` and `closure`: a consulate would be SUPPORT, a trade route COOPERATE: the kind does not settle it;
- `other`: nothing in common to be mapped.

The crosswalk goes by kind and supposes that the event was held or the agreement signed. For PLOVER, what is only
planned is an intention: AGREE.
"""

from typing import Final, NamedTuple

from cqcoop.errors import InvalidValue

__all__ = ["CODEBOOK", "Term", "describe", "label"]


class Term(NamedTuple):
    """One term of a vocabulary."""

    value: str
    """The term as records hold it."""
    label: str
    """The term as people read it."""
    definition: str
    """What it is, when to use it, and what to use instead for its neighbours."""
    plover: str | None = None
    """The PLOVER event type; only for kinds of event and agreement, and None where PLOVER has no counterpart."""


def _vocabulary(*terms: Term) -> dict[str, Term]:
    """Key terms by their value, in the order given."""
    return {term.value: term for term in terms}


_AGREEMENT_KIND: Final = _vocabulary(
    Term(
        "contract",
        "Contract",
        "Terms that bind named sides to one project, investment, loan or service. Use purchase where goods are "
        "bought, and letter-of-intent where the sides only say what they intend.",
        "COOPERATE",
    ),
    Term(
        "cooperation",
        "Cooperation agreement",
        "An agreement to work together, in named fields or generally, whose title has no narrower word. Use "
        "strategic-cooperation, framework or memorandum where a source uses that word.",
        "SUPPORT",
    ),
    Term(
        "framework",
        "Framework agreement",
        "An agreement that a source calls a framework, under which later and more specific agreements are made. "
        "Where it is called strategic as well, use strategic-cooperation.",
        "SUPPORT",
    ),
    Term(
        "implementation",
        "Implementation agreement",
        "An agreement that carries out an earlier one, which it names, by measures, a plan or a timetable. Use "
        "protocol where it amends or supplements the earlier text.",
        "SUPPORT",
    ),
    Term(
        "letter-of-intent",
        "Letter of intent",
        "A signed declaration that the sides mean to conclude something later. Use memorandum where that is its "
        "title, and a quantity of basis intended where only a sum of such letters is told.",
        "AGREE",
    ),
    Term(
        "memorandum",
        "Memorandum of understanding",
        "A memorandum of understanding or of cooperation, so called by a source. The title decides, however "
        "detailed or binding the content is said to be.",
        "SUPPORT",
    ),
    Term(
        "protocol",
        "Protocol",
        "An instrument called a protocol, or one that amends, extends or supplements an earlier agreement. Use "
        "implementation where it sets out how the earlier one is carried out.",
        "SUPPORT",
    ),
    Term(
        "purchase",
        "Purchase agreement",
        "A sale of goods agreed between a buyer and a seller, including orders placed at a fair. Use contract for "
        "services, building work, investment and loans.",
        "COOPERATE",
    ),
    Term(
        "sister-city",
        "Sister-city agreement",
        "An agreement that sets up sister or friendly relations between two places as such. Use letter-of-intent "
        "for a declaration to do so later, and cooperation where departments or bodies of the two agree.",
        "SUPPORT",
    ),
    Term(
        "strategic-cooperation",
        "Strategic cooperation agreement",
        "An agreement that a source calls a strategic cooperation or strategic partnership agreement, frameworks of "
        "that name included. Use cooperation where the word strategic is missing.",
        "SUPPORT",
    ),
    Term(
        "treaty",
        "Treaty or intergovernmental agreement",
        "An agreement between central governments on such matters as trade, taxes or consulates, exchanges of notes "
        "included. Use memorandum, framework or protocol where that is its title.",
        "SUPPORT",
    ),
    Term(
        "other",
        "Other agreement",
        "Something agreed that no other kind describes, such as a joint declaration or initiative. Where a source "
        "only speaks of an agreement to cooperate, use cooperation.",
    ),
)

_AGREEMENT_STATUS: Final = _vocabulary(
    Term(
        "planned",
        "Planned",
        "The signing is announced or expected, and no source tells that it took place. A date in the past does not "
        "turn it into signed.",
    ),
    Term(
        "signed",
        "Signed",
        "The signing is told, and nothing is told about what became of the agreement. The usual status, also many "
        "years after the signing.",
    ),
    Term(
        "in-force",
        "In force",
        "A source says that the agreement has taken effect or is being carried out. The signing alone is not "
        "enough: use signed.",
    ),
    Term(
        "ended",
        "Ended",
        "The agreement ran out, was replaced or was terminated after it had been signed, as a source says. A term "
        "that must have passed by the calendar is not enough.",
    ),
    Term(
        "cancelled",
        "Cancelled",
        "The agreement was given up before it was signed, as a source says. Use ended where it was given up after "
        "the signing.",
    ),
)

_CLAUSE_KIND: Final = _vocabulary(
    Term(
        "business-matching",
        "Business matching",
        "Bringing firms together: trade missions, matchmaking, joint exhibitions, help in finding partners. Use "
        "promotion where a place or brand is presented rather than firms introduced.",
    ),
    Term(
        "capacity-building",
        "Training and advice",
        "Training, teaching, secondment or advice that is to raise somebody's skills or learn from a model. Use "
        "exchange for mutual visits without such a purpose.",
    ),
    Term(
        "culture",
        "Culture, tourism and sport",
        "Working together in culture, arts, tourism, sport or media content. Use promotion where these only serve "
        "to make a place known.",
    ),
    Term(
        "exchange",
        "Visits and contact",
        "Mutual visits, delegations, meetings and regular contact between the sides. Use business-matching where "
        "firms are to meet firms, and information where papers or data are passed on.",
    ),
    Term(
        "finance",
        "Financial services",
        "Loans, credit lines, guarantees, insurance, payment or listing. Use investment where capital is put into a "
        "firm or project.",
    ),
    Term(
        "governance",
        "Running of the agreement",
        "How the agreement itself is run: committees, contact points, reviews, costs, duration, dispute settlement. "
        "It names no field of cooperation.",
    ),
    Term(
        "information",
        "Sharing information",
        "Passing on market information, data, statistics or publications from one side to the other. Use exchange "
        "where people meet.",
    ),
    Term(
        "infrastructure",
        "Transport and infrastructure",
        "Building, linking or running transport, logistics, energy or digital facilities and routes. Use investment "
        "where the source speaks only of the money.",
    ),
    Term(
        "investment",
        "Investment",
        "Capital put into, or investors sought for, a firm, plant, park or project. Use finance for lending and "
        "other financial services.",
    ),
    Term(
        "partnership",
        "General partnership",
        "The sides become partners, or mean to cooperate, without a field or measure being named. Use a narrower "
        "kind as soon as one is.",
    ),
    Term(
        "promotion",
        "Promotion",
        "Making a city, zone, industry or brand known to others. Use business-matching where firms are introduced "
        "to each other.",
    ),
    Term(
        "technology",
        "Research and technology",
        "Joint research, development, laboratories, standards or technology transfer. Use capacity-building where "
        "people are taught existing skills.",
    ),
    Term(
        "trade",
        "Trade in goods and services",
        "Buying, selling, importing or exporting goods or services, or making that easier, electronic commerce and "
        "customs included. Use business-matching for introductions.",
    ),
    Term(
        "other",
        "Other provision",
        "A provision that no other kind describes, such as one on public health or the environment. Use partnership "
        "where it is merely general.",
    ),
)

_CODE_SCHEME: Final = _vocabulary(
    Term(
        "ISO 3166-1",
        "ISO 3166-1 alpha-2",
        "The two-letter code of a country, territory or area in ISO 3166-1, used for joining data. It takes no "
        "position on anyone's status.",
    ),
    Term(
        "ISO 3166-2",
        "ISO 3166-2",
        "The code of a principal subdivision of a territory in ISO 3166-2, such as CN-CQ. Use GB/T 2260 for "
        "mainland China's divisions below that level.",
    ),
    Term(
        "GB/T 2260",
        "GB/T 2260",
        "The six-digit code of an administrative division in mainland China's national standard GB/T 2260. Use it "
        "for districts and counties above all.",
    ),
    Term(
        "UN/LOCODE",
        "UN/LOCODE",
        "The United Nations code for trade and transport locations, such as ports, cities and inland terminals. It "
        "names the location, not a body that runs it.",
    ),
    Term(
        "Wikidata",
        "Wikidata",
        "The identifier of a Wikidata item, a Q and a number. Use it only where the item is demonstrably the same "
        "thing, not merely one of the same name.",
    ),
    Term(
        "ROR",
        "Research Organization Registry",
        "The identifier of a research organisation in the Research Organization Registry. Use LEI for companies.",
    ),
    Term(
        "ISNI",
        "International Standard Name Identifier",
        "The sixteen-character identifier of a public identity, person or organisation, under ISO 27729. Use LEI or "
        "ROR besides where the body has one.",
    ),
    Term(
        "LEI",
        "Legal Entity Identifier",
        "The twenty-character identifier of a legal entity under ISO 17442, mostly of companies and banks. A branch "
        "has it only if the code is its own.",
    ),
)

_DATATYPE: Final = _vocabulary(
    Term(
        "event",
        "Event",
        "Something that happens at one time: a meeting, fair, visit, signing, launch or decision. What recurs under "
        "one title is an initiative, whose editions are events.",
    ),
    Term(
        "agreement",
        "Agreement",
        "Something that two or more sides agree, mostly by signing it. The ceremony, if it is worth a record, is an "
        "event.",
    ),
    Term(
        "organisation",
        "Organisation",
        "A body that can act: an authority, company, association, consulate. The area that it runs is a park or a "
        "place.",
    ),
    Term(
        "park",
        "Industrial park or zone",
        "An area set aside for industry, trade or logistics under a name and rules of its own. The committee or "
        "company that runs it is an organisation.",
    ),
    Term(
        "person",
        "Person",
        "Somebody whom a source names in a public office or post. The record holds names and posts and nothing "
        "private.",
    ),
    Term(
        "place",
        "Place",
        "A territory, division, city, region, route, building or point. Use park for an area set aside for "
        "industry, trade or logistics.",
    ),
    Term(
        "initiative",
        "Initiative",
        "What recurs or runs on and is neither a body nor one event: a series of fairs, a project between "
        "governments, a corridor, a strategy.",
    ),
    Term(
        "source",
        "Source",
        "A published text that other records cite. An original that is known only by name, because a copy credits "
        "it, is a source too.",
    ),
)

_EVENT_KIND: Final = _vocabulary(
    Term(
        "approval",
        "Approval",
        "An authority decides that something may be set up, opened, signed or changed. Use launch or opening for "
        "the later act by which it begins.",
        "SUPPORT",
    ),
    Term(
        "closure",
        "Closure",
        "An office, consulate, route or facility stops its work for good. An event that does not take place keeps its "
        "kind and has the status cancelled.",
    ),
    Term(
        "cultural",
        "Cultural event",
        "A performance, festival, exhibition of art, sports or tourism event held for its own sake. Use promotion "
        "where a place is presented to visitors or investors.",
    ),
    Term(
        "fair",
        "Trade fair",
        "A trade fair, expo or exhibition at which several exhibitors show goods or services. A forum held within a "
        "fair is an event of its own.",
    ),
    Term(
        "forum",
        "Forum",
        "A conference, summit or forum with speakers before a larger audience. Use seminar for a smaller dialogue "
        "or workshop, and meeting for talks between named sides.",
        "CONSULT",
    ),
    Term(
        "launch",
        "Launch",
        "A zone, project, programme or campaign formally begins. Use opening where an office, route or facility "
        "starts to serve, and approval for the decision before.",
        "COOPERATE",
    ),
    Term(
        "meeting",
        "Meeting",
        "Talks between named sides, courtesy calls and committee sessions included. Use visit where a delegation "
        "goes to see places, and forum where speakers address an audience.",
        "CONSULT",
    ),
    Term(
        "opening",
        "Opening",
        "An office, consulate, transport route or facility starts work. The opening ceremony of a fair belongs to "
        "the fair; use launch for zones, projects and programmes.",
    ),
    Term(
        "programme",
        "Programme of events",
        "Several parts under one title over several days, such as an economic week. The parts that sources describe "
        "are events of their own, part of this one.",
    ),
    Term(
        "promotion",
        "Promotion",
        "A place, product or investment opportunity is presented to an invited public, roadshows and tastings "
        "included. Use fair where several exhibitors have stands.",
    ),
    Term(
        "seminar",
        "Seminar",
        "A smaller dialogue, round table or workshop with presentations or discussion of a subject. Use forum where "
        "it is called a conference or summit, and training where participants are taught.",
        "CONSULT",
    ),
    Term(
        "signing",
        "Signing ceremony",
        "A ceremony held for signing, and for nothing else. A signing within a larger event is recorded on the "
        "agreement, with that event as the one it was signed at.",
        "SUPPORT",
    ),
    Term(
        "training",
        "Training",
        "A course, study stay or exercise at which participants are taught. Use seminar where they discuss, and "
        "visit where they only look.",
    ),
    Term(
        "visit",
        "Visit",
        "A delegation or officeholder travels to see places or bodies. Talks during it are part of the visit, "
        "unless they are worth a record of kind meeting.",
        "CONSULT",
    ),
    Term(
        "other",
        "Other event",
        "Something that happened and that no other kind describes, such as a closure, a reception, a press "
        "conference or the publication of a report.",
    ),
)

_EVENT_STATUS: Final = _vocabulary(
    Term(
        "planned",
        "Planned",
        "The event is announced, and no source tells that it took place. An announced date that has passed does not "
        "turn it into held.",
    ),
    Term(
        "held",
        "Held",
        "A source tells that the event took place or has begun. For an approval: that the decision was taken.",
    ),
    Term(
        "postponed",
        "Postponed",
        "A source tells that the event was moved to a later or an open date, and none tells that it was then held.",
    ),
    Term(
        "cancelled",
        "Cancelled",
        "A source tells that the event will not take place. Use postponed where a later date is promised, even an "
        "open one.",
    ),
)

_EVIDENCE_MODE: Final = _vocabulary(
    Term(
        "stated",
        "Stated",
        "The source says the value in so many words, or in words that translate into it without any step.",
    ),
    Term(
        "inferred",
        "Inferred",
        "The value follows from reading the text, for instance a signing dated by the fair at which it took place. "
        "The step is told. Use derived where something is calculated.",
    ),
    Term(
        "derived",
        "Derived",
        "The value is calculated from stated facts, for instance a first day from the last day and the length. The "
        "step is told. Use inferred where it follows from reading alone.",
    ),
    Term(
        "coded",
        "Coded",
        "The value is a kind, role or sector that the curator chose under this codebook. Use stated for the facts "
        "on which the choice rests.",
    ),
)

_EVIDENCE_STANCE: Final = _vocabulary(
    Term(
        "supports",
        "Supports",
        "The source agrees with the value that the record holds, if perhaps with less precision.",
    ),
    Term(
        "disputes",
        "Disputes",
        "The source gives another value, which the entry keeps together with the reason why the record holds a "
        "different one. Mere silence is no dispute.",
    ),
)

_EXTENT: Final = _vocabulary(
    Term(
        "complete",
        "Complete",
        "The source gives the list as the whole, by words such as namely, or by a number that the items add up to.",
    ),
    Term(
        "open",
        "Open",
        "The source gives the items as some of several, by words such as including, such as, or and others.",
    ),
    Term(
        "unstated",
        "Left unsaid",
        "The source expressly or visibly leaves the matter unsaid, for instance who signed. Where the curator "
        "merely found nothing, there is no coverage entry.",
    ),
)

_INITIATIVE_KIND: Final = _vocabulary(
    Term(
        "corridor",
        "Transport or trade corridor",
        "A corridor as an undertaking, with services, members or a body that coordinates it. The stretch of land "
        "and sea itself is a place of kind corridor.",
    ),
    Term(
        "event-series",
        "Series of events",
        "Events that recur under one title, such as an annual fair or forum. Each edition is an event.",
    ),
    Term(
        "government-initiative",
        "Initiative of governments",
        "A continuing project or initiative that governments agreed with one another, or that one of them set up "
        "for others to join. Use strategy for an authority's own plan.",
    ),
    Term(
        "network",
        "Network",
        "An alliance, mechanism or circle of members that meets or works on without being a body of its own. Use an "
        "organisation of kind association where it acts in its own name.",
    ),
    Term(
        "programme",
        "Programme",
        "A scheme of measures that named bodies run over a period, such as business support or exchange stays. Use "
        "government-initiative where governments agreed it.",
    ),
    Term(
        "strategy",
        "Strategy or plan",
        "A policy or plan that an authority adopted for its own area and that sources cite as a frame. It has no "
        "members; use government-initiative where others join.",
    ),
    Term(
        "other",
        "Other initiative",
        "Something that recurs or runs on, is neither a body nor an event, and fits no other kind.",
    ),
)

_MILESTONE_STAGE: Final = _vocabulary(
    Term(
        "planned",
        "Planned",
        "The plan was announced or adopted, and no authority is told to have decided on it yet. Use approved for "
        "that decision.",
    ),
    Term(
        "approved",
        "Approved",
        "The authority in charge decided that it may be set up, built or changed. Use established or launched for "
        "what follows.",
    ),
    Term(
        "established",
        "Established",
        "It came into being as a body, zone or relation, as the source says. Use launched where a public act of "
        "beginning is told, and opened where it starts to serve.",
    ),
    Term(
        "launched",
        "Launched",
        "A public act marked its beginning, such as a ceremony or the unveiling of a plaque. Use established where "
        "only the founding is told.",
    ),
    Term(
        "opened",
        "Opened",
        "It began to work or to serve users, for instance a consulate, a route or a section of a park.",
    ),
    Term(
        "accepted",
        "Accepted",
        "It passed the inspection that an authority required before use, for instance a bonded zone's closing "
        "inspection. Use approved for the decision to set it up.",
    ),
    Term(
        "in-force",
        "In force",
        "It took legal effect, as a source says. Use established for bodies and zones, and the signing date for "
        "signatures.",
    ),
    Term(
        "expanded",
        "Expanded",
        "It grew in area, scope or membership under the same name and level. Use upgraded where the level changed.",
    ),
    Term(
        "upgraded",
        "Upgraded",
        "It was raised to a higher level or status, for instance from municipal to state level. Use expanded for "
        "mere growth.",
    ),
    Term(
        "renamed",
        "Renamed",
        "It goes on under another name. Use merged where it became part of something else.",
    ),
    Term(
        "merged",
        "Merged",
        "It was united with another or became part of it. Use ended where nothing took it over.",
    ),
    Term(
        "suspended",
        "Suspended",
        "It stopped for the time being, with a resumption expected or left open. Use ended where the stop is final.",
    ),
    Term(
        "ended",
        "Ended",
        "It closed, was dissolved or ran out for good. Use merged where it lives on as part of another.",
    ),
)

_NAME_KIND: Final = _vocabulary(
    Term(
        "official",
        "Official name",
        "The name that the bearer itself or the authority in charge uses as its full name, as a source shows. Use "
        "printed where that is not known.",
    ),
    Term(
        "printed",
        "Name as printed",
        "The name as a source prints it, where it is not known to be official. Misspellings stay as they are.",
    ),
    Term(
        "alias",
        "Alias",
        "Another full name in current use for the same bearer, which a source equates with it. Use printed where "
        "nothing equates the two.",
    ),
    Term(
        "abbreviation",
        "Abbreviation",
        "A shortened form or acronym that a source uses for the name, such as CCPIT. A nickname is an alias.",
    ),
    Term(
        "former",
        "Former name",
        "A name that the same bearer had earlier. Where a new body took over from an old one, use two records with "
        "a succession.",
    ),
    Term(
        "corrected",
        "Corrected name",
        "A printed name with a misprint mended by the curator; the misprint stays beside it as printed. Use alias "
        "where a source has the right form itself.",
    ),
    Term(
        "rendering",
        "Curator's rendering",
        "The curator's own form of a name that sources give only in another language or script: our English, or the "
        "simplified form of a name printed in traditional characters. Use printed for a source's own translation.",
    ),
    Term(
        "descriptive",
        "Descriptive name",
        "A name coined or completed by the curator where no source gives a full one: for an unnamed event or deal, "
        "for a body that is named by a part of its name. Use rendering where there is a name to translate.",
    ),
)

_ORGANISATION_KIND: Final = _vocabulary(
    Term(
        "administrative-committee",
        "Administrative committee",
        "The authority that administers a zone, park or new area. The area itself is a park; a company that "
        "develops or runs one is a company.",
    ),
    Term(
        "association",
        "Association",
        "A body of members, such as an industry, friendship or professional association. Use chamber-of-commerce "
        "where its members are firms of all trades.",
    ),
    Term(
        "bank",
        "Bank",
        "A bank or one of its branches. Use company for insurers, funds and other financial firms.",
    ),
    Term(
        "chamber-of-commerce",
        "Chamber of commerce",
        "A chamber or general federation of firms, of a place or of firms from one territory abroad. Use "
        "association for a single industry.",
    ),
    Term(
        "company",
        "Company",
        "A firm, group or branch of one, whether public or private. Use bank and media for those.",
    ),
    Term(
        "consulate",
        "Consulate",
        "A consulate, consulate general or consular office, also of an honorary consul. Use embassy for a mission "
        "to a central government.",
    ),
    Term(
        "cultural-institution",
        "Cultural institution",
        "A museum, theatre, library, orchestra or cultural institute. Use venue, a kind of place, for the building "
        "alone.",
    ),
    Term(
        "embassy",
        "Embassy",
        "A mission accredited to a central government, its sections included. Use consulate for posts elsewhere, "
        "and trade-promotion-agency for a trade office with a name of its own.",
    ),
    Term(
        "government",
        "Government",
        "The government of a territory, province, city, district or county as a whole. Use government-department "
        "for one office of it.",
    ),
    Term(
        "government-department",
        "Government department",
        "A ministry, commission, bureau or office of a government at any level, its outposts included. Use "
        "trade-promotion-agency where promotion is its main task.",
    ),
    Term(
        "international-organisation",
        "International organisation",
        "A body whose members come from several territories and that works across them, whether of governments or "
        "of others. Use chamber-of-commerce for chambers.",
    ),
    Term(
        "media",
        "Media organisation",
        "A newspaper, news agency, broadcaster or publisher as an actor. As the origin of a text it is only named "
        "in the source record.",
    ),
    Term(
        "party-committee",
        "Party committee",
        "A committee, working committee or department of a political party, or the party itself. Use "
        "government-department where one office serves both and acts for the government.",
    ),
    Term(
        "research-institute",
        "Research institute",
        "An institute, laboratory or think tank whose main task is research. Use university where degrees are given.",
    ),
    Term(
        "trade-promotion-agency",
        "Trade promotion agency",
        "A body charged with promoting trade or investment, its offices abroad included, such as CCPIT, KOTRA or "
        "JETRO. Use chamber-of-commerce where it serves paying members.",
    ),
    Term(
        "university",
        "University",
        "A university, college or school. Use research-institute for a separate institute, even if a university "
        "founded it.",
    ),
    Term(
        "world-trade-centre",
        "World trade centre",
        "A body called World Trade Center or Trade Point that offers services to traders. The building of that name "
        "is a venue; the worldwide federation is an international-organisation.",
    ),
    Term(
        "other",
        "Other organisation",
        "A body that no other kind describes, such as a hospital or a religious community. Several bodies under one "
        "collective name are no organisation.",
    ),
)

_PARK_KIND: Final = _vocabulary(
    Term(
        "bonded-zone",
        "Bonded zone",
        "An area under special customs supervision: comprehensive bonded zone, bonded port area, bonded logistics "
        "centre. Use free-trade-zone for a pilot free trade zone around it.",
    ),
    Term(
        "cooperation-zone",
        "Cooperation zone",
        "A zone or park set up for firms from, or jointly with, a named other territory, bilateral industrial parks "
        "included. Use industrial-park where no such territory is named.",
    ),
    Term(
        "development-zone",
        "Development zone",
        "An economic, or economic and technological, development zone, as titled. Use high-tech-zone where the "
        "title says high-tech, and new-area where it says new area.",
    ),
    Term(
        "free-trade-zone",
        "Free trade zone",
        "A pilot free trade zone or one of its sections. Use bonded-zone for areas under customs supervision alone.",
    ),
    Term(
        "high-tech-zone",
        "High-tech zone",
        "A high-tech, or high-tech industrial, development zone, as titled. Use science-park for a park within it "
        "that serves research.",
    ),
    Term(
        "industrial-park",
        "Industrial park",
        "A park for industry, mostly of named branches, without one of the narrower titles, often part of a larger "
        "zone.",
    ),
    Term(
        "logistics-park",
        "Logistics park",
        "A park, port or hub for storing and moving goods. Use bonded-zone where its title says bonded.",
    ),
    Term(
        "new-area",
        "New area",
        "A large area of many functions with new-area status, such as Liangjiang New Area. Its administrative "
        "committee is an organisation.",
    ),
    Term(
        "science-park",
        "Science park",
        "A park, base or town for research, start-ups or software. Use high-tech-zone for a development zone of "
        "that title.",
    ),
    Term(
        "other",
        "Other zone",
        "An area set aside for business that no other kind describes, such as an airport economic zone or a market.",
    ),
)

_PARK_LEVEL: Final = _vocabulary(
    Term(
        "state",
        "State level",
        "A source calls it state-level or national, or tells that central authorities approved it. Size or fame is "
        "no ground for this level.",
    ),
    Term(
        "municipal",
        "Municipal level",
        "A source calls it municipal or provincial, or tells that the authorities of Chongqing, or elsewhere of the "
        "province, approved it.",
    ),
    Term(
        "district",
        "District level",
        "A source calls it district or county level, or tells that a district or county set it up. A location in a "
        "district is no ground for this level.",
    ),
)

_PLACE_KIND: Final = _vocabulary(
    Term(
        "territory",
        "Country or territory",
        "A unit that has an ISO 3166-1 code of its own. The code serves as a joining label, and the kind takes no "
        "position on anyone's status.",
    ),
    Term(
        "province-level-division",
        "Province-level division",
        "A division of the first level below a territory: province, autonomous region, centrally administered "
        "municipality, or federal state. Use region for an area across such divisions.",
    ),
    Term(
        "county-level-division",
        "County-level division",
        "A district, county or county-level city in mainland China. Use city for a municipality above that level or "
        "elsewhere.",
    ),
    Term(
        "city",
        "City",
        "A city or town outside the county level, such as a prefecture-level city or one outside mainland China. "
        "Chongqing as a whole is a province-level-division.",
    ),
    Term(
        "region",
        "Region",
        "An area that no single administration covers, such as an economic circle, a river basin or Western China. "
        "Use corridor for a line between places.",
    ),
    Term(
        "corridor",
        "Corridor",
        "A route or belt that joins places, taken as geography. The undertaking that runs or promotes it is an "
        "initiative of the same kind.",
    ),
    Term(
        "venue",
        "Venue",
        "A building or complex in which events are held or bodies work, such as an exhibition centre or a hotel. "
        "Use site for what is only gone to see.",
    ),
    Term(
        "site",
        "Site",
        "A street, attraction, plant or point that is visited or mentioned. Use venue where an event takes place "
        "inside it.",
    ),
)

_PUBLISHED_BASIS: Final = _vocabulary(
    Term(
        "byline",
        "Byline",
        "The date stands beside the author, publisher or title at the head of the text, as the date of publication.",
    ),
    Term(
        "updated-line",
        "Update line",
        "The page calls the date that of its last update, so that it may have been published earlier.",
    ),
    Term(
        "dateline",
        "Dateline",
        "The date is that of the place-and-date line which opens a news report. Publication may be a day later.",
    ),
    Term(
        "address",
        "Web address",
        "The date is read from the address of the page, where many publishers put it. The page itself shows none.",
    ),
    Term(
        "metadata",
        "Page metadata",
        "The date stands only in the machine-readable data of the page or in a catalogue's entry for it.",
    ),
    Term(
        "archive",
        "Web archive",
        "The date is that of the earliest known archived copy, so that the text was published no later.",
    ),
)

_QUALIFIER: Final = _vocabulary(
    Term(
        "exact",
        "Exact",
        "The number is printed without qualification. It says nothing about how well the source knew it.",
    ),
    Term(
        "about",
        "About",
        "The number is printed as approximate, on either side: about, around, some. Use nearly where it lies just "
        "below.",
    ),
    Term(
        "at-least",
        "At least",
        "The number is printed as a lower bound that may be met exactly: at least, no fewer than. Use over where it "
        "is exceeded.",
    ),
    Term(
        "over",
        "Over",
        "The number is printed as exceeded: over, more than. The true value is strictly greater; how much is not said.",
    ),
    Term(
        "nearly",
        "Nearly",
        "The number is printed as almost reached: nearly, almost, close to. The true value is a little smaller.",
    ),
    Term(
        "less-than",
        "Less than",
        "The number is printed as not reached: less than, under. Use nearly where closeness is meant, and up-to "
        "where it may be reached.",
    ),
    Term(
        "up-to",
        "Up to",
        "The number is printed as an upper bound that may be met exactly: up to, at most, a maximum of.",
    ),
    Term(
        "range",
        "Range",
        "Two numbers are printed as bounds, as in ten to twenty. Both bounds belong to the range.",
    ),
    Term(
        "magnitude",
        "Order of magnitude",
        "Only the order of magnitude is printed, as in hundreds of millions. The bounds are those of that order.",
    ),
)

_QUANTITY_BASIS: Final = _vocabulary(
    Term(
        "intended",
        "Intended",
        "What sides say they mean to buy, sell or invest, as in letters of intent or intended turnover. Nobody is "
        "bound to it yet; use contracted where they are.",
    ),
    Term(
        "planned",
        "Planned",
        "What a plan, budget or target foresees, for instance the capacity of a plant to be built. Use intended for "
        "a declared wish to deal with somebody.",
    ),
    Term(
        "contracted",
        "Contracted",
        "What has been signed and is owed, whether or not it was carried out. Use actual where it is told to have "
        "been carried out.",
    ),
    Term(
        "actual",
        "Actual",
        "What has happened or exists: counted, paid, built, traded, attended. Use contracted for sums of contracts.",
    ),
)

_RELIABILITY: Final = _vocabulary(
    Term(
        "primary",
        "Primary",
        "Published by a body that took part in what is told or decided it, on its own site or in its own name. It "
        "may still be partial.",
    ),
    Term(
        "secondary",
        "Secondary",
        "A report by identified media or another identified third party. Use primary where the publisher itself "
        "took part.",
    ),
    Term(
        "weak",
        "Weak",
        "A mirror, machine translation, aggregator or unidentified publisher. It never carries a field alone.",
    ),
)

_ROLE: Final = _vocabulary(
    Term(
        "approver",
        "Approved by",
        "The authority whose decision lets it go ahead. Use supporter for backing without such a decision.",
    ),
    Term(
        "attendee",
        "Attended",
        "Told to have been present or to have taken part, without a narrower act. Use named where the source does "
        "not say so.",
    ),
    Term(
        "chair",
        "Chaired",
        "Presides over the event or moderates it, jointly or alone. Use host for the body in whose name it is held.",
    ),
    Term(
        "co-organiser",
        "Co-organised",
        "Helps the organiser, and is named as co-organiser or in second place (协办). Bodies that organise jointly "
        "and equally are all organisers.",
    ),
    Term(
        "delegate",
        "Member of a delegation",
        "Belongs to a delegation, as a member or its head. Use visitor for the delegation itself or for somebody "
        "who comes alone.",
    ),
    Term(
        "exhibitor",
        "Exhibited",
        "Shows goods, services or a place at a stand or pavilion. Use attendee for those who come to look or buy.",
    ),
    Term(
        "host",
        "Hosted",
        "The one in whose name (主办) or at whose place it is held. Use organiser for the one that carries it out.",
    ),
    Term(
        "named",
        "Named",
        "The source names it in connection with the matter and gives no act. Use attendee where presence is told.",
    ),
    Term(
        "opener",
        "Opened",
        "Declares it open, cuts the ribbon or gives the opening or welcoming address. Use speaker for addresses "
        "later on.",
    ),
    Term(
        "organiser",
        "Organised",
        "Arranges and carries it out (承办), or is simply said to have organised it. Use host for the one in whose "
        "name it is held.",
    ),
    Term(
        "partner",
        "Partner",
        "Called a partner of the event or initiative, or guest country, guest city or the like. Use party for the "
        "sides of an agreement.",
    ),
    Term(
        "party",
        "Party",
        "A side of an agreement or of talks, a body that is said to have signed included. Use signatory for the person "
        "who signed for it.",
    ),
    Term(
        "presenter",
        "Presented",
        "Told to have presented something: a plan, place, product or paper. Use speaker where only speaking is told.",
    ),
    Term(
        "signatory",
        "Signed",
        "The person told to have signed in the name of a party. A body that is said to have signed is a party, and "
        "who signed for it is then left unsaid.",
    ),
    Term(
        "speaker",
        "Spoke",
        "Told to have spoken at it. Use opener for the opening address; words to a reporter are a statement and "
        "give no role.",
    ),
    Term(
        "supporter",
        "Supported",
        "Named as supporting, guiding or sponsoring unit, or told to have backed it. Use approver where its consent "
        "was needed.",
    ),
    Term(
        "visited",
        "Was visited",
        "The body, park or place that is gone to see, or a stop on the way. One that is told to receive the "
        "visitors is host besides.",
    ),
    Term(
        "visitor",
        "Visited",
        "Goes to see a place or body: the delegation, its sending body, or somebody who comes alone. Use delegate "
        "for a delegation's members.",
    ),
    Term(
        "witness",
        "Witnessed",
        "Told to have witnessed a signing or unveiling. Presence at the event is not enough: use attendee.",
    ),
)

_SECTOR_MATCH: Final = _vocabulary(
    Term(
        "exact",
        "Exact match",
        "The printed phrase and the title of the code name the same activities, as in SKOS exactMatch.",
    ),
    Term(
        "close",
        "Close match",
        "The printed phrase and the code cover mostly the same activities, and either has a little that the other "
        "lacks, as in SKOS closeMatch.",
    ),
    Term(
        "broad",
        "Broad match",
        "The code covers much besides what the printed phrase names, as in SKOS broadMatch. Use it for a narrow "
        "branch within a section or division.",
    ),
)

_SOURCE_KIND: Final = _vocabulary(
    Term(
        "official",
        "Official",
        "Published by a government, authority, consulate, zone committee or other public body in its own name. Use "
        "state-media for a newspaper that such a body owns.",
    ),
    Term(
        "international-organisation",
        "International organisation",
        "Published by a body with members in several territories, such as a federation or a development bank. Use "
        "association for a national one.",
    ),
    Term(
        "association",
        "Association",
        "Published by a chamber, trade promotion body or association, in print or on its site. Use official where "
        "it is a government department.",
    ),
    Term(
        "state-media",
        "State media",
        "Published by a newspaper, agency, broadcaster or site that a state, government or ruling party owns or "
        "runs. Use news-media for all others.",
    ),
    Term(
        "news-media",
        "News media",
        "Published by a newspaper, agency, broadcaster or site for the general public without such an owner, "
        "independent public broadcasters included. Use trade-press where it serves one trade.",
    ),
    Term(
        "trade-press",
        "Trade press",
        "Published by a periodical or site for one trade or for business readers, law firms' and consultants' "
        "letters included.",
    ),
    Term(
        "company",
        "Company",
        "Published by a firm about itself or its projects, press releases included. Use mirror where another site "
        "reprints the release unasked.",
    ),
    Term(
        "research",
        "Research",
        "Published by a university, institute or scholar, journals and working papers included. Use association for "
        "the paper of a body of members.",
    ),
    Term(
        "mirror",
        "Mirror or aggregator",
        "A copy, machine translation or collection of texts whose original is elsewhere. The original, once known, "
        "is a source of its own.",
    ),
)

_STATEMENT_KIND: Final = _vocabulary(
    Term(
        "aim",
        "Aim",
        "What something is meant to achieve, as its makers or the source put it. Use expectation where somebody only "
        "hopes for it or forecasts it.",
    ),
    Term(
        "assessment",
        "Assessment",
        "The speaker judges or characterises something. Use report where a fact is told that could be checked.",
    ),
    Term(
        "commitment",
        "Commitment",
        "The speaker says what the speaker's own side will do. Use offer where it depends on another side's taking "
        "it up.",
    ),
    Term(
        "expectation",
        "Expectation",
        "The speaker hopes for or forecasts something. Use commitment where the speaker's own side is to bring it "
        "about, and request where another is asked to.",
    ),
    Term(
        "offer",
        "Offer",
        "The speaker holds out a service, support or place that another side may take up. Use commitment where it "
        "will be done in any case.",
    ),
    Term(
        "report",
        "Report of facts",
        "The speaker tells what is or was, figures included. Use assessment where it is judged.",
    ),
    Term(
        "request",
        "Request",
        "The speaker asks or invites another side to do something. Use expectation where nobody is addressed.",
    ),
)

CODEBOOK: Final[dict[str, dict[str, Term]]] = {
    "AgreementKind": _AGREEMENT_KIND,
    "AgreementStatus": _AGREEMENT_STATUS,
    "ClauseKind": _CLAUSE_KIND,
    "CodeScheme": _CODE_SCHEME,
    "Datatype": _DATATYPE,
    "EventKind": _EVENT_KIND,
    "EventStatus": _EVENT_STATUS,
    "EvidenceMode": _EVIDENCE_MODE,
    "EvidenceStance": _EVIDENCE_STANCE,
    "Extent": _EXTENT,
    "InitiativeKind": _INITIATIVE_KIND,
    "MilestoneStage": _MILESTONE_STAGE,
    "NameKind": _NAME_KIND,
    "OrganisationKind": _ORGANISATION_KIND,
    "ParkKind": _PARK_KIND,
    "ParkLevel": _PARK_LEVEL,
    "PlaceKind": _PLACE_KIND,
    "PublishedBasis": _PUBLISHED_BASIS,
    "Qualifier": _QUALIFIER,
    "QuantityBasis": _QUANTITY_BASIS,
    "Reliability": _RELIABILITY,
    "Role": _ROLE,
    "SectorMatch": _SECTOR_MATCH,
    "SourceKind": _SOURCE_KIND,
    "StatementKind": _STATEMENT_KIND,
}
"""Every term by vocabulary name and value, named and ordered as in `cqcoop.vocabulary`."""


def describe(vocabulary: str, value: str) -> Term:
    """Return the codebook's entry for a term: its label, its definition and its PLOVER event type.

    Raises `InvalidValue` where there is no such vocabulary or no such term in it, naming the nearest.

    >>> describe("EventKind", "visit").plover
    'CONSULT'
    >>> describe("Extent", "open").definition
    'The source gives the items as some of several, by words such as including, such as, or and others.'
    """
    if vocabulary not in CODEBOOK:
        hint = _hint(vocabulary, {name.lower(): name for name in CODEBOOK})
        raise InvalidValue(f"expected the name of a vocabulary, found {vocabulary!r}{hint}")
    terms = CODEBOOK[vocabulary]
    if value not in terms:
        spellings = {term.label.lower(): term.value for term in terms.values()}
        hint = _hint(value, spellings | {term.lower(): term for term in terms})
        raise InvalidValue(f"expected a term of {vocabulary}, found {value!r}{hint}")
    return terms[value]


def label(vocabulary: str, value: str) -> str:
    """Return what to print for a term where people read it.

    Raises `InvalidValue` where `describe` does.

    >>> label("AgreementKind", "strategic-cooperation")
    'Strategic cooperation agreement'
    """
    return describe(vocabulary, value).label


def _hint(found: str, spellings: dict[str, str]) -> str:
    """Return what was probably meant, by its lower-case spellings, as the end of an error message."""
    # Only a mistake needs difflib, so that importing the codebook does not pay for it.
    from difflib import get_close_matches

    near = get_close_matches(found.lower(), spellings, n=1)
    return f"; did you mean {spellings[near[0]]!r}?" if near else ""
