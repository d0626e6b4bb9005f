"""Plain text from what invitations carry: HTML, entities, odd line ends. The one place that takes HTML out."""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|hr|em|div|span|strong|font|pre|img|html|head|style|body|blockquote"
    r"|table|tr|td|th|ul|ol|li|h[1-6])(?=[\s/>])[^>]*>",
    re.I,
)
INVITED = "\x1d"
"""What stands, in a text that is searched for words of hiring, between what it says and who is invited."""
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What moves a cursor, sets a colour or rings a bell, and is no text: all but tabs and line ends."""
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", re.I)
_BLOCK = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "table", "ul", "ol")


def plain(text: str) -> str:
    """Return `text` without markup: block tags become line breaks, links keep their address, entities are resolved."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _TAG.search(text):
        text = _from_html(text)
    elif _ENTITY.search(text):
        text = html.unescape(text)
    text = CONTROLS.sub("", text).replace("\u00a0", " ").replace("\u200b", "")
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _from_html(text: str) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    for dead in soup(["style", "script", "head", "title"]):
        dead.decompose()
    for link in soup("a"):
        address = str(link.get("href") or "")
        if address.startswith(("http", "mailto:")) and address.removeprefix("mailto:") not in link.get_text():
            link.append(f" ({address})")
    for cell in soup(["td", "th"]):
        cell.append("\t")  # else the cells of a schedule's row would run together
    for block in soup(list(_BLOCK)):
        block.insert_before("\n")
        if block.name != "br":
            block.append("\n")
    return soup.get_text()
