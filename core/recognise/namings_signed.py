"""The company in a signature: `Recruiter, {Company}`, `Team {Company}`, or the line below a name."""

from __future__ import annotations

from collections.abc import Iterator

from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern
from core.recognise.names import CJK, LEGAL_FORM, NAME, NAME_WORD, PROPER, is_team, is_title
from core.recognise.patterns import compiled
from core.recognise.trim import team_off


def signed(invitation: Invitation) -> Iterator[tuple[str, str]]:
    """Yield the company of a signature: `Recruiter, {Company}`, `Team {Company}`, or the line below a name."""
    lines = invitation.lines
    for index, line in enumerate(lines):
        first = compiled(r"[,;.(]").split(line, maxsplit=1)[0].strip()
        behind = team_off(first) if 8 < len(first) < 60 else ""
        if behind and first != behind and first.endswith(f" {behind}") and compiled(PROPER).fullmatch(behind):
            yield behind, "team"
        if not line or len(line) > 90 or compiled(r"\W*\d{1,2}[:.h]\d\d").match(line):
            continue
        above = lines[index - 1] if index else ""
        whole = line.strip(" -–—~.,!:|·/")
        bare = team_off(whole)
        if bare and bare != whole and compiled(rf"(?:[Tt]he )?{PROPER}|{CJK}+").fullmatch(bare):
            yield bare.removeprefix("The "), "team"
        parted = compiled(r"[,|@·–—-]|\s(?:at|bei|chez|na|hos|bij)\s").search(line)
        tail = parted and compiled(
            rf"(?:,|\s[|@·–—-]|\sat|\sbei|\schez|\sna|\shos|\sbij)\s+(?P<name>{PROPER}(?:\s(?:{LEGAL_FORM}))?)\s*(?:\(|\)|$)"
        ).search(line)
        cells = [(name, "signature") for name in _in_cells(line, above)] if parted else []
        yield from cells
        if tail and not cells and is_title(line[: tail.start()]) and not is_title(tail["name"]):
            yield tail["name"].strip(), "signature"
        if whose := compiled(rf"(?:{NAME}|{NAME_WORD})\s(?:\(|@\s?|{_OF}\s)(?P<name>{PROPER})\)?").fullmatch(whole):
            yield whose["name"], "signature"
        legal = bare[:1].isupper() and compiled(rf"(?P<name>{PROPER},?\s(?i:{LEGAL_FORM})(?!\w))(?:, \w+)?").fullmatch(
            line
        )
        if legal:
            yield legal["name"], "signature"
        elif _is_name_line(line) and (
            _is_name(above) or (above and len(above) < 60 and (is_title(above) or above[-1] == ","))
        ):
            yield line.partition(",")[0].strip(), "signature"
        below = parted and compiled(rf"{NAME},\s(?P<name>{PROPER})").fullmatch(line)
        if below and index > 1 and not is_title(below["name"]):
            yield below["name"], "signature"
        ahead = parted and compiled(rf"(?P<name>{PROPER}) [-–—|] ").match(line)
        if ahead and pattern("agency").search(line):
            yield ahead["name"], "signature"


_OF = r"(?:at|from|von|bei|chez|hos|från|bij|presso|da|z|w)"
_CELLS = r"\s*[|｜•·]\s*|\s[-–—/]\s|,\s"


def _in_cells(line: str, above: str) -> Iterator[str]:
    """Yield the firm among several things on one line: behind a function (`Ana Ruiz | Lead | Acme | +44 20`).

    A line that a function stands above begins with it: `Acme | acme.example`.
    """
    cells = [cell.strip() for cell in compiled(_CELLS).split(line.strip(" -–—~"))]
    if len(cells) < 2 or compiled(r"[.!?]\s").search(line):
        return
    ahead = [above if len(above) < 50 and not compiled(r"[.!?:]").search(above) else "", *cells]
    for function, cell in zip(ahead, cells, strict=False):
        firm = compiled(rf"@?\s?(?P<name>{PROPER})").fullmatch(cell)
        above_it = cell is cells[0] and _is_name(function) and " " in function
        if firm and function and (is_title(function) or above_it) and not is_title(cell) and not is_team(cell):
            yield firm["name"]


def _is_name(line: str) -> bool:
    return bool(compiled(rf"{NAME}(?: \(.*\))?,?").fullmatch(line) or compiled(r"\w+,$").match(line))


def _is_name_line(line: str) -> bool:
    return bool(compiled(rf"{PROPER}(?:,?\s(?:{LEGAL_FORM}))?(?:, \w+)?").fullmatch(line))
