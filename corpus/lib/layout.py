"""A text laid out for a reader: numbered sentences, known mentions under each, and first lines of mark-up to mend."""
import pathlib
import re

from . import schema, source
from .base import CORPUS, read_utf8
from .writer import LETTERS, Writer, quote

KINDS = {"PERSON": "person", "ORGANIZATION": "org", "COUNTRY": "state", "CITY": "place", "LOCATION": "place", "STATE_OR_PROVINCE": "place",
         "DISTRICT": "place", "FACILITY": "place", "LAW": "document"}
SHOWN = set(KINDS) | {"PROFESSION", "NATIONALITY", "EVENT", "IDEOLOGY", "PRODUCT", "DATE", "TIME", "MONEY", "NUMBER", "PERCENT", "ORDINAL",
                      "WORK_OF_ART", "AWARD", "CRIME", "PENALTY"}
LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
                 "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")))
RELATION = re.compile(r"R\d+\t(WORKS_AS|ALTERNATIVE_NAME|ABBREVIATION) Arg1:(T\d+) Arg2:(T\d+)")
LABEL = re.compile(r"N\d+\tReference (T\d+) Wikidata:(Q[1-9]\d*)\t(.+)")
ADJECTIVE = re.compile(r"^\S+(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")
QUOTED = re.compile(r"«[^«»\n]{12,}?»|“[^“”\n]{12,}?”|\"(?=\S)[^\"\n]{12,}?(?<=\S)\"")


def slug(name):
    latin = "".join(LATIN.get(letter, letter) for letter in name.lower())
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-") or "x"


def known_ids(root=CORPUS.parent / "data" / "world"):
    """{Wikidata id: kind/slug} of the project's own catalogue, where it is there."""
    out = {}
    for path in sorted(root.glob("*.tsv")):
        for line in read_utf8(path).splitlines():
            cells = line.split("\t")
            ids = [cell for cell in cells if re.fullmatch(r"Q[1-9]\d*", cell)]
            if len(ids) == 1 and re.fullmatch(r"[a-z]+/[a-z0-9-]+", cells[0]) and cells[0].split("/")[0] in schema.KINDS:
                out.setdefault(ids[0], cells[0])
    return out


class Groups:
    """Mentions that belong to one entity, by links and by the relations between names of one type."""

    def __init__(self):
        self.above = {}

    def root(self, key):
        while self.above.get(key, key) != key:
            key = self.above[key]
        return key

    def join(self, a, b):
        self.above[max(self.root(a), self.root(b))] = min(self.root(a), self.root(b))


def brat_entities(path, text, mentions):
    """[(kind, name, type, link, [(number, letter)])] proposed from NEREL's links and relations."""
    content = read_utf8(path)
    spans, labels, relations = {}, {}, []
    for line in content.split("\n"):
        if match := source.ENTITY.match(line):
            offsets = [int(n) for n in re.findall(r"\d+", match[3])]
            spans[match[1]] = min(offsets), max(offsets), match[2]
        elif match := LABEL.match(line):
            labels.setdefault(match[2], match[3].strip())
        if match := RELATION.match(line):
            relations.append(match.groups())
    number = {(m.begin, m.end, m.type): n for n, m in enumerate(mentions, 1)}
    groups, roles = Groups(), {}
    by_key = {}
    for n, m in enumerate(mentions, 1):
        if m.type in KINDS:
            key = (m.type, m.link or (text[m.begin:m.end] if m.type != "PERSON" else text[m.begin:m.end].split()[-1]))
            groups.join(by_key.setdefault(key, n), n)
    for kind, one, other in relations:
        if one not in spans or other not in spans:
            continue
        a, b = number.get(spans[one]), number.get(spans[other])
        if kind == "WORKS_AS" and a and b:
            roles.setdefault(a, []).append(b)
        elif a and b and mentions[a - 1].type == mentions[b - 1].type in KINDS:
            groups.join(a, b)
    clusters = {}
    for n, m in enumerate(mentions, 1):
        if m.type in KINDS:
            clusters.setdefault(groups.root(n), []).append(n)
    for numbers in clusters.values():
        ours = [mentions[n - 1] for n in numbers]
        link = next((m.link for m in ours if m.link), "")
        name = labels.get(link) or max((text[m.begin:m.end] for m in ours), key=len)
        if ours[0].type == "PERSON" and name.count(",") == 1:
            last, first = (part.strip() for part in name.split(","))
            name = f"{first.split(' ')[0]} {last}"
        name = re.sub(r"\s*\([^)]*\)$", "", " ".join(name.split()))
        parts = [(n, form_of(mentions[n - 1], text)) for n in numbers]
        parts += [(n, "r") for person in numbers for n in roles.get(person, ()) if ours[0].type == "PERSON"]
        yield KINDS[ours[0].type], name[:1].upper() + name[1:], ours[0].type, link, sorted(set(parts))


def form_of(mention, text):
    """The letter of a form that the letters of a mention show."""
    found = text[mention.begin:mention.end]
    if mention.type == "COUNTRY" and (found[0].islower() or ADJECTIVE.search(found)):
        return "a"
    return "b" if re.fullmatch(r"[А-ЯЁA-Z]{2,6}", found) and mention.type != "COUNTRY" else ""


def engine_entities(mentions):
    """The same from the engine's entities."""
    names = {}
    for n, m in enumerate(mentions, 1):
        if m.entity:
            names.setdefault(m.entity, []).append((n, "" if m.form == "name" else LETTERS.get(m.form, "")))
    return names


def layout(text, data, mentions, names=None):
    """The lines that a reader opens. names: {engine's entity: nominative name}."""
    content = source.content(text, data)
    writer = Writer(content)
    out = [f"# {text.id}  {text.set}  {text.part}  {text.characters} characters" + ("  twice" if text.twice else ""), "#", "# --- text"]
    below = {}
    for n, m in enumerate(mentions, 1):
        if m.type in SHOWN:
            line = f'm{n} {m.type} {quote(" ".join(content[m.begin:m.end].split()))}'
            line += f" {m.entity}" if m.entity else f" {m.link}" if m.link else ""
            below.setdefault(writer.spans.home(m.begin), []).append(line)
    last = 0
    for n, (begin, end) in enumerate(writer.spans.sentences, 1):
        if "\n" in content[last:begin]:
            out.append("")
        out.append(f"S{n} {content[begin:end]}")
        out += [f"      {line}" for line in below.get(n, ())]
        last = end
    out += ["", "# --- mark-up to mend", *head(text, data, content, writer)]
    out += [" ".join(line) for line in entities(text, data, content, mentions, names or {})]
    for n, m in enumerate(mentions, 1):
        inside = any(o.begin <= m.begin and m.end <= o.end and o != m and o.type == m.type for o in mentions)
        if m.type in ("DATE", "TIME") and not inside:
            out.append(f't m{n} ?          # {" ".join(content[m.begin:m.end].split())}')
    for n, m in enumerate(mentions, 1):
        if m.type in ("MONEY", "PERCENT", "NUMBER", "ORDINAL"):
            out.append(f'f m{n} ? ? "?"     # {" ".join(content[m.begin:m.end].split())}')
    for match in QUOTED.finditer(content):
        begin, end = match.start() + 1, match.end() - 1
        if len(content[begin:end].split()) >= 3:
            out.append(f"q {writer.span(begin, end, loose=True, whole=False)} d ?")
    return "\n".join(out) + "\n"


def head(text, data, content, writer):
    day = source.published(text, data)
    yield f"published {day or 'null'}"
    yield "outlet null"
    begin, end = writer.spans.sentences[0]
    line = content[:content.find("\n")] if "\n" in content else ""
    if text.record == "-" and line.strip() and len(line) < 160 and content[end:].startswith("\n") and not line.rstrip().endswith("."):
        yield f"title {writer.span(begin, end, loose=True, whole=False)}"
    else:
        yield "title null"


def entities(text, data, content, mentions, names):
    ours, used = known_ids(), set()
    if text.set.startswith("nerel"):
        rows = brat_entities((pathlib.Path(data) / text.file).with_suffix(".ann"), content, mentions)
    else:
        rows = []
        for key, parts in engine_entities(mentions).items():
            first = mentions[parts[0][0] - 1]
            rows.append((key, names.get(key, content[first.begin:first.end]), first.type, first.link, parts))
    lines = []
    for kind, name, kind_type, link, parts in rows:
        key = kind if "/" in kind else ours.get(link) or f"{kind}/{slug(name.split()[-1] if kind == 'person' else name)}"
        while key in used:
            key += "-2"
        used.add(key)
        default = schema.TYPES.get(key.split("/")[0])
        words = ["e", key, quote(name), *([kind_type] if kind_type != default else []), *([link] if link else [])]
        lines.append(words + [f"m{n}{letter}" for n, letter in parts])
    return lines
