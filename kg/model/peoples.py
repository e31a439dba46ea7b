"""What English calls the people of a state: `Danish`, `Dane`; a way to find states in a text.

Neither ISO 3166 (pycountry) nor CLDR has these words, so they stand here. A word that belongs to
two states (`Congolese`) leads to both. It is a key for finding and takes no side.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

#: ISO 3166-1 (or 3166-3) alpha-3 code, then the words: adjectives and nouns in the singular.
#: Source: the usual demonyms of English dictionaries; held against those of countryinfo 1.0.1.
_PEOPLES: Final = """
AFG Afghan
AGO Angolan
ALB Albanian
AND Andorran
ARE Emirati
ARG Argentine, Argentinian, Argentinean
ARM Armenian
ATG Antiguan, Barbudan
AUS Australian
AUT Austrian
AZE Azerbaijani, Azeri
BDI Burundian
BEL Belgian
BEN Beninese
BFA Burkinabe, Burkinabè
BGD Bangladeshi
BGR Bulgarian
BHR Bahraini
BHS Bahamian
BIH Bosnian, Herzegovinian
BLR Belarusian, Belarussian, Byelorussian
BLZ Belizean
BOL Bolivian
BRA Brazilian
BRB Barbadian
BRN Bruneian
BTN Bhutanese
BWA Botswanan, Motswana
CAF Central African
CAN Canadian
CHE Swiss
CHL Chilean
CHN Chinese
CIV Ivorian
CMR Cameroonian
COD Congolese
COG Congolese
COL Colombian
COM Comoran, Comorian
CPV Cape Verdean, Cabo Verdean
CRI Costa Rican
CUB Cuban
CYP Cypriot
CZE Czech
DEU German
DJI Djiboutian
DMA Dominican
DNK Danish, Dane
DOM Dominican
DZA Algerian
ECU Ecuadorian, Ecuadorean
EGY Egyptian
ERI Eritrean
ESH Sahrawi
ESP Spanish, Spaniard
EST Estonian
ETH Ethiopian
FIN Finnish, Finn
FJI Fijian
FRA French, Frenchman, Frenchmen
FSM Micronesian
GAB Gabonese
GBR British, Briton, Brit
GEO Georgian
GHA Ghanaian
GIN Guinean
GMB Gambian
GNB Bissau-Guinean
GNQ Equatoguinean, Equatorial Guinean
GRC Greek
GRD Grenadian
GRL Greenlandic, Greenlander
GTM Guatemalan
GUY Guyanese
HKG Hongkonger, Hong Konger
HND Honduran
HRV Croatian, Croat
HTI Haitian
HUN Hungarian
IDN Indonesian
IND Indian
IRL Irish, Irishman, Irishmen
IRN Iranian
IRQ Iraqi
ISL Icelandic, Icelander
ISR Israeli
ITA Italian
JAM Jamaican
JOR Jordanian
JPN Japanese
KAZ Kazakhstani, Kazakh
KEN Kenyan
KGZ Kyrgyz, Kyrgyzstani, Kirghiz
KHM Cambodian
KIR I-Kiribati
KNA Kittitian, Nevisian
KOR South Korean, Korean
KWT Kuwaiti
LAO Laotian, Lao
LBN Lebanese
LBR Liberian
LBY Libyan
LCA Saint Lucian, St Lucian
LIE Liechtensteiner
LKA Sri Lankan
LSO Basotho, Mosotho
LTU Lithuanian
LUX Luxembourgish, Luxembourger
LVA Latvian
MAR Moroccan
MCO Monegasque, Monégasque
MDA Moldovan
MDG Malagasy
MDV Maldivian
MEX Mexican
MHL Marshallese
MKD Macedonian, North Macedonian
MLI Malian
MLT Maltese
MMR Burmese, Myanmarese
MNE Montenegrin
MNG Mongolian
MOZ Mozambican
MRT Mauritanian
MUS Mauritian
MWI Malawian
MYS Malaysian
NAM Namibian
NER Nigerien
NGA Nigerian
NIC Nicaraguan
NLD Dutch, Dutchman, Dutchmen
NOR Norwegian
NPL Nepali, Nepalese
NRU Nauruan
NZL New Zealander
OMN Omani
PAK Pakistani
PAN Panamanian
PER Peruvian
PHL Filipino, Philippine, Filipina
PLW Palauan
PNG Papua New Guinean
POL Polish, Pole
PRI Puerto Rican
PRK North Korean, Korean
PRT Portuguese
PRY Paraguayan
PSE Palestinian
QAT Qatari
ROU Romanian
RUS Russian
RWA Rwandan
SAU Saudi, Saudi Arabian
SDN Sudanese
SEN Senegalese
SGP Singaporean
SLB Solomon Islander
SLE Sierra Leonean
SLV Salvadoran, Salvadorean, Salvadorian
SMR Sammarinese, San Marinese
SOM Somali, Somalian
SRB Serbian, Serb
SSD South Sudanese
STP São Toméan, Sao Tomean
SUN Soviet
SUR Surinamese
SVK Slovak, Slovakian
SVN Slovenian, Slovene
SWE Swedish, Swede
SWZ Swazi
SYC Seychellois
SYR Syrian
TCD Chadian
TGO Togolese
THA Thai
TJK Tajik, Tajikistani
TKM Turkmen
TLS Timorese, East Timorese
TON Tongan
TTO Trinidadian, Tobagonian
TUN Tunisian
TUR Turkish, Turk
TUV Tuvaluan
TWN Taiwanese
TZA Tanzanian
UGA Ugandan
UKR Ukrainian
URY Uruguayan
USA American
UZB Uzbekistani, Uzbek
VAT Vatican
VCT Vincentian, Saint Vincentian
VEN Venezuelan
VNM Vietnamese
VUT Ni-Vanuatu, Vanuatuan
WSM Samoan
XKX Kosovar, Kosovan
YEM Yemeni
YUG Yugoslav, Yugoslavian
ZAF South African
ZMB Zambian
ZWE Zimbabwean
CSK Czechoslovak, Czechoslovakian
DDR East German
"""

#: Endings of words that have no plural in -s.
_NO_PLURAL: Final = ("s", "sh", "ch", "ese", "ic", "men", "Ni-Vanuatu")


@cache
def peoples() -> Mapping[str, tuple[str, ...]]:
    """Each word for a people, singular and plural -> the codes of its states.

    >>> peoples()["Danes"], peoples()["Congolese"], "Frenchs" in peoples()
    (('DNK',), ('COD', 'COG'), False)
    """
    found: dict[str, tuple[str, ...]] = {}
    for line in _PEOPLES.split("\n"):
        code, _, words = line.partition(" ")
        for word in words.split(", ") if words else ():
            for form in (word, plural(word)):
                found[form] = tuple(sorted({*found.get(form, ()), code}))
    return found


def plural(word: str) -> str:
    """Several of a people, by the word for one; the word itself where it has no other plural.

    >>> plural("Russian"), plural("Finnish"), plural("Frenchman")
    ('Russians', 'Finnish', 'Frenchman')
    """
    return word if word.endswith((*_NO_PLURAL, "man")) else f"{word}s"
