"""Names of states that ISO 3166 does not give, by hand: what articles and event feeds write.

A name here is a key for finding a code and takes no side. A name under two codes is ambiguous: it
is refused, with both. Ways of writing one name need no entry: `states.name_key` folds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: States and territories that are gone, with a code of ISO 3166-3 and no one successor under
#: another name -> the label (the standard's own reads "USSR, Union of Soviet Socialist Republics").
GONE: Final[Mapping[str, str]] = {
    "ANT": "Netherlands Antilles",
    "CSK": "Czechoslovakia",
    "DDR": "East Germany",
    "SCG": "Serbia and Montenegro",
    "SUN": "Soviet Union",
    "VDR": "North Vietnam",
    "YMD": "South Yemen",
    "YUG": "Yugoslavia",
}

#: Withdrawn code of a state that goes on under another name -> its code now (ISO 3166-3; ROM was
#: changed within ISO 3166-1, and CAMEO still writes it).
RENAMED: Final[Mapping[str, str]] = {
    "AFI": "DJI", "BUR": "MMR", "BYS": "BLR", "DHY": "BEN", "HVO": "BFA", "NHB": "VUT",
    "RHO": "ZWE", "ROM": "ROU", "TMP": "TLS", "ZAR": "COD",
}  # fmt: skip

#: Codes that ISO 3166-1 leaves to users and CLDR, the EU and the World Bank all use -> label.
OUTSIDE: Final[Mapping[str, tuple[str, str]]] = {"XKX": ("XK", "Kosovo")}

#: Code -> names in use that neither ISO 3166-1 nor ISO 3166-3 has.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "AUS": ("Commonwealth of Australia",),
    "BES": ("Caribbean Netherlands", "Bonaire, Saint Eustatius and Saba"),
    "BIH": ("Bosnia", "Bosnia-Herzegovina"),
    "BLM": ("St. Barths", "St. Barts", "Territorial Collectivity of Saint Barthélemy"),
    "BLR": ("Byelorussia", "Belorussia"),
    "BRN": ("Brunei", "Nation of Brunei, Abode of Peace"),
    "CHN": ("PRC", "Mainland China"),
    "CIV": ("Ivory Coast",),
    "COD": ("Congo", "DRC", "DR Congo", "Dem. Rep. Congo", "Congo, Dem. Rep.",
            "Congo-Kinshasa", "Democratic Republic of the Congo", "Zaire"),
    "COG": ("Congo-Brazzaville", "Congo Republic", "Congo, Rep."),
    "CPV": ("Cape Verde",),
    "CSK": ("Czechoslovak Socialist Republic",),
    "CUW": ("Country of Curaçao",),
    "DDR": ("GDR",),
    "DEU": ("West Germany",),
    "ESH": ("Sahrawi Arab Democratic Republic",),
    "FLK": ("Falklands", "Malvinas"),
    "FSM": ("Micronesia", "Micronesia, Fed. Sts."),
    "GBR": ("UK", "Britain", "Great Britain"),
    "GUY": ("Co-operative Republic of Guyana",),
    "HKG": ("Hong Kong SAR", "Hong Kong SAR China", "Hong Kong, China"),
    "HMD": ("Heard and McDonald Islands", "Territory of Heard Island and McDonald Islands"),
    "HUN": ("Republic of Hungary",),
    "IRL": ("Republic of Ireland",),
    "IRN": ("Persia",),
    "KHM": ("Kampuchea",),
    "KNA": ("Saint Christopher and Nevis",),
    "KOR": ("Korea", "ROK", "Korea, South"),
    "LAO": ("Lao PDR", "Lao"),
    "LBY": ("State of Libya", "Libyan Arab Jamahiriya"),
    "LKA": ("Ceylon",),
    "MAC": ("Macau", "Macao SAR", "Macau SAR", "Macao SAR China"),
    "MKD": ("Macedonia", "FYROM", "FYR Macedonia", "Republic of Macedonia",
            "The former Yugoslav Republic of Macedonia"),
    "MMR": ("Burma", "Myanmar (Burma)", "Republic of the Union of Myanmar"),
    "NLD": ("Holland",),
    "PCN": ("Pitcairn Islands",),
    "PRK": ("Korea", "DPRK", "DPR Korea", "Korea, North", "Korea, Dem. Rep."),
    "PSE": ("Palestine", "Palestinian Territory", "Palestinian Territories",
            "Occupied Palestinian Territory", "Occupied Palestinian Territories"),
    "RUS": ("Russia",),
    "RWA": ("Republic of Rwanda",),
    "SAU": ("KSA",),
    "SGS": ("South Georgia and South Sandwich Is.",),
    "SHN": ("Saint Helena",),
    "SJM": ("Svalbard and Jan Mayen Islands",),
    "SUN": ("USSR", "Union of Soviet Socialist Republics", "Soviet Union (former)",
            "Union of Soviet Socialist Republics (former)"),
    "SWZ": ("Swaziland",),
    "SXM": ("Saint Maarten",),
    "THA": ("Siam",),
    "TTO": ("Trinidad",),
    "TUR": ("Turkey",),
    "TWN": ("Republic of China", "Chinese Taipei"),
    "UMI": ("U.S. Outlying Islands", "U.S. Minor Outlying Islands"),
    "URY": ("Oriental Republic of Uruguay",),
    "USA": ("US",),
    "ARE": ("UAE",),
    "VAT": ("Vatican", "Holy See", "Vatican City", "Vatican City State"),
    "VDR": ("Democratic Republic of Vietnam",),
    "VGB": ("Virgin Islands",),
    "VIR": ("Virgin Islands", "US Virgin Islands", "United States Virgin Islands"),
    "VNM": ("Socialist Republic of Vietnam",),
    "WLF": ("Wallis and Futuna Islands",),
    "WSM": ("Western Samoa",),
    "XKX": ("Republic of Kosovo",),
    "YMD": ("People's Democratic Republic of Yemen",),
    "YUG": ("Federal Republic of Yugoslavia", "Socialist Federal Republic of Yugoslavia", "FRY"),
    "ZWE": ("Rhodesia",),
}  # fmt: skip
