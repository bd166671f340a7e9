"""The code sets of SSDA903, the return of children looked after, for the collection years 2017 to 2026.

Source: DfE's guides to the SSDA903 collection, as they were read for this project; codes and years only.
"""

FIRST, LAST = 2017, 2026
"""Collection years whose code sets are known; an earlier year is read as the first, a later one as the last."""

_BOTH = (FIRST, LAST)

Years = tuple[int, int]
"""The first and last collection year in which a code is one."""


def _all(codes: str, years: Years = _BOTH) -> dict[str, Years]:
    return dict.fromkeys(codes.split(), years)


YES_NO = _all("0 1")

CODES: dict[str, dict[str, Years]] = {
    "sex": _all("M F", _BOTH) | _all("U", (2025, LAST)),
    "ethnic": _all(
        "WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
    ),
    "rne": _all("S L P T B U"),
    "ls": _all("C1 C2 D1 E1 V2 V3 V4 L1 L2 L3 J1 J2 J3"),
    "cin": _all("N1 N2 N3 N4 N5 N6 N7 N8"),
    "place": _all("A3 A4 A5 A6 K1 K2 P1 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1")
    | _all("H5 P2", (FIRST, 2024))
    | _all("K3", (2025, LAST))
    | _all("Z11 Z12 Z13 Z14", (2026, LAST)),
    "place_provider": _all("PR0 PR1 PR2 PR3 PR4 PR5"),
    "rec": _all("X1 E11 E12 E2 E3 E4A E4B E13 E41 E5 E6 E7 E9 E14 E15 E16 E17 E8")
    | _all("E43 E44", (FIRST, 2018))
    | _all("E45 E46 E47 E48", (2019, LAST)),
    "in_touch": _all("YES NO DIED REFU NREQ RHOM"),
    "activ": _all("F1 P1 F2 P2 G4 G5 G6 0") | _all("F3 P3", (FIRST, 2021)) | _all("F4 P4 F5 P5", (2022, LAST)),
    "accom": _all(" ".join(f"{letter}1 {letter}2" for letter in "BCDEGHKRSTUVWXYZ") + " 0"),
    "missing": _all("M A"),
    "prev_perm": _all("P1 P2 P3 P4 Z1"),
    "convicted": YES_NO,
    "health_check": YES_NO,
    "immunisations": YES_NO,
    "teeth_check": YES_NO,
    "health_assessment": YES_NO,
    "substance_misuse": YES_NO,
    "intervention_received": YES_NO,
    "intervention_offered": YES_NO,
    "foster_care": YES_NO,
}
"""For each column, its codes and when they hold."""

ALSO: dict[str, dict[str, str]] = {
    "sex": {"1": "M", "2": "F", "MALE": "M", "FEMALE": "F", "UNKNOWN": "U"},
    "prev_perm": {"P0": "P4"},  # some systems write P0 where the arrangement is not known
} | {column: {"FALSE": "0", "TRUE": "1", "N": "0", "Y": "1"} for column, codes in CODES.items() if codes is YES_NO}
"""What earlier years and other systems write for a code."""
