"""The texts, read from the data sets unchanged, with the mentions that are known beforehand.

NEREL (brat stand-off): offsets count code points. Traps met in its files: an entity may have several parts (its hull is
taken), one entity's text contains a line break (its line in the .ann is split in two), some link values are malformed.
"""
import json
import pathlib
import re
from dataclasses import dataclass
from functools import lru_cache

from .base import Fault, read_json, read_utf8, sha256


@dataclass(frozen=True)
class Mention:
    begin: int
    end: int
    type: str
    link: str = ""  # Wikidata id, where one is known
    entity: str = ""  # the engine's entity
    form: str = ""  # the engine's form


@lru_cache(maxsize=None)
def posts(path):
    """{message id: post} of a channel."""
    return {str(post["message_id"]): post for post in read_json(path)}


def record(text, data):
    """The post behind a line of texts.tsv, or None where the text is a file of its own."""
    if text.record == "-":
        return None
    path = pathlib.Path(data) / text.file
    post = posts(path).get(text.record)
    if post is None:
        raise Fault(f"{path}: has no post {text.record} ({text.id})")
    return post


def content(text, data):
    """The text of a line of texts.tsv; another text than the one that was selected is a fault."""
    post = record(text, data)
    found = read_utf8(pathlib.Path(data) / text.file) if post is None else post["text"]
    if sha256(found) != text.sha256:
        raise Fault(f"{pathlib.Path(data) / text.file}: {text.id} is not the text that was marked: SHA-256 {sha256(found)}, "
                    f"expected {text.sha256}")
    return found


def published(text, data):
    """The day of a post; None where the data set gives no date."""
    post = record(text, data)
    return post["date"][:10] if post else None


# ------------------------------------------------------------------------------------------------------ known mentions

ENTITY = re.compile(r"(T\d+)\t([A-Z_]+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
LINK = re.compile(r"N\d+\tReference (T\d+) Wikidata:(Q[1-9]\d*)(?=\s|$)")


def read_brat(path):
    """Mentions of a brat file, outer ones first. A line that is no entity and no link is passed over."""
    found, links = {}, {}
    for line in read_utf8(path).split("\n"):
        if match := ENTITY.match(line):
            offsets = [int(number) for number in re.findall(r"\d+", match[3])]
            found[match[1]] = min(offsets), max(offsets), match[2]
        elif match := LINK.match(line):
            links.setdefault(match[1], match[2])
    mentions = {(*span, links.get(name, "")) for name, span in found.items()}
    return [Mention(*m) for m in sorted(mentions, key=lambda m: (m[0], -m[1], m[2], m[3]))]


def read_analyses(path):
    """{doc: mentions} from the output of `letopis analyze`. Mentions of entities come before those without."""
    out = {}
    for number, line in enumerate(read_utf8(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            analysis = json.loads(line)
        except json.JSONDecodeError as error:
            raise Fault(f"{path}:{number}:{error.colno}: not valid JSON: {error.msg}") from None
        found = {}
        for entity in analysis["entities"]:
            for m in entity["mentions"]:
                key = m["begin"], m["end"], entity["type"]
                found.setdefault(key, Mention(*key, entity["wikidata"] or "", entity["id"], m["form"]))
        for m in analysis.get("mentions", []):
            key = m["begin"], m["end"], m["type"]
            found.setdefault(key, Mention(*key))
        out[pathlib.PurePath(analysis["doc"]).stem] = sorted(
            found.values(), key=lambda m: (m.begin, -m.end, m.type, m.entity))
    return out


def mentions(text, data, analyses):
    """Known mentions of a text in the order that gives them their numbers m1, m2, …"""
    if text.set.startswith("nerel"):
        return read_brat((pathlib.Path(data) / text.file).with_suffix(".ann"))
    return analyses.get(text.id, [])
