"""The compact mark-up: from the lines that a reader writes to labels. markup.md describes it.

Everything wrong in a file is told at once, each fault with its line.
"""
import re
from dataclasses import dataclass, field

from . import edtf, schema
from .check import Checker
from .spans import Spans, Wrong, logical_lines, plain, quoted, shown, tokens

HEAD = ("published", "printed", "outlet", "title", "author")


@dataclass
class Draft:
    """Items of a file before they are put in order; each has the line that it came from and perhaps a tag."""
    items: dict = field(default_factory=lambda: {name: [] for name in schema.LISTS})
    head: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)


class Reader:
    """Reads one mark-up file of one text."""

    def __init__(self, path, source, text, expected, mentions=(), published=None, acts=None):
        self.path, self.source, self.text, self.expected, self.day = path, source, text, expected, published
        self.spans, self.acts, self.faults = Spans(text, list(mentions)), acts or schema.read_acts(), []
        self.draft, self.known, self.line = Draft(), {}, 0

    def fault(self, why, line=None):
        self.faults.append((line or self.line, str(why)))

    def compile(self):
        """Labels, or None where there is a fault; self.faults tells all of them as (line, why)."""
        parsed = []
        for number, line in logical_lines(self.source):
            self.line = number
            try:
                if words := tokens(line):
                    parsed.append((number, words))
            except Wrong as wrong:
                self.fault(wrong)
        order = {"e": 1}
        parsed.sort(key=lambda item: 0 if plain(item[1][0]) in HEAD else order.get(plain(item[1][0]), 2))
        readers = {"b": self.boilerplate, "e": self.entity, "t": self.time, "f": self.figure, "q": self.quote, "a": self.event,
                   "s": self.status, "d": self.dispute}
        for number, words in parsed:
            self.line = number
            letter = plain(words[0])
            try:
                if letter in HEAD:
                    self.header(words)
                elif letter in readers:
                    readers[letter](words[1:])
                else:
                    raise Wrong(f"a line begins with one of {' '.join(HEAD)} {' '.join(readers)}, not {shown(words[0])}")
            except Wrong as wrong:
                self.fault(wrong)
        labels = self.assemble()
        if not self.faults:
            checker = Checker(labels, self.text, self.expected, self.day)
            for where, why in checker.run():
                self.fault(why, self.place(labels, where))
        self.faults.sort(key=lambda item: item[0])
        return None if self.faults else labels

    def place(self, labels, where):
        """The line of a path into the labels."""
        if len(where) == 2:
            return self.draft.lines.get(id(labels[where[0]][where[1]]), 1)
        return self.draft.lines.get(where[0], 1)

    def put(self, name, item, tag=None):
        self.draft.items[name].append((item, tag))
        self.draft.lines[id(item)] = self.line

    # --- values

    def options(self, words, flags=()):
        """Splits words into positional ones, {key: token without the key}, spans after ev, and flags."""
        positional, named, evidence, found = [], {}, None, set()
        for token in words:
            head = token[0] if isinstance(token[0], str) else ""
            match = re.match(r"([a-z_]+)=", head)
            if plain(token) == "ev":
                evidence = []
            elif match and evidence is None or match and not self.spans.is_span(token):
                rest = ([head[match.end():]] if head[match.end():] else []) + token[1:]
                if match[1] in named:
                    raise Wrong(f"{match[1]}= is given twice")
                named[match[1]] = rest
            elif plain(token) in flags:
                found.add(plain(token))
            elif evidence is not None and self.spans.is_span(token):
                evidence += self.spans.read(token)[0]
            elif evidence is not None and not head.startswith("@"):
                raise Wrong(f"no span of evidence: {shown(token)}")
            else:
                positional.append(token)
        return positional, named, evidence, found

    def ids(self, token):
        """Entities named as a,b or as bare slugs; - means none."""
        word = plain(token) if token else None
        if word is None:
            raise Wrong(f"entities are named without quotes: {shown(token) if token else 'nothing'}")
        return [] if word == "-" else [self.id(name) for name in word.split(",") if name]

    def id(self, name):
        if name in self.known:
            return name
        fitting = [known for known in self.known if known.split("/")[-1] == name]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Wrong(f"{name} may be {', '.join(fitting)}")
        near = [known for known in self.known if name.split("/")[-1][:4] in known]
        raise Wrong(f"no such entity: {name}" + (f"; there is {', '.join(near)}" if near else ""))

    def date(self, token, what):
        word = plain(token) if token else None
        if word is None:
            raise Wrong(f"{what}: an EDTF value is needed")
        if word in ("null", "-"):
            return None
        try:
            value = edtf.value(word, self.draft.head.get("published", self.day))
        except ValueError as error:
            raise Wrong(str(error)) from None
        if value is not None and not edtf.valid(value):
            raise Wrong(f"{what} is no EDTF: {value}")
        return value

    def string(self, token, what):
        """A string, quoted or one bare word."""
        value = quoted(token) if token else None
        value = value if value is not None else plain(token) if token else None
        if not value:
            raise Wrong(f"{what} is needed")
        return value

    def tag(self, words, letter):
        """A claim may begin with a tag of its own (e3, s1, t2) that disputes name."""
        word = plain(words[0]) if words else None
        if word and re.fullmatch(letter + r"\d+\w*", word):
            return word, words[1:]
        return None, words

    def one(self, token, **how):
        if token is None:
            raise Wrong("a span is needed")
        spans, letter, known = self.spans.read(token, **how)
        if letter:
            raise Wrong(f"{shown(token)}: a form stands only at mentions")
        return spans[0]

    @staticmethod
    def no_more(words, named, allowed):
        if words:
            raise Wrong(f"not understood: {' '.join(map(shown, words))}")
        unknown = [key for key in named if key not in allowed]
        if unknown:
            raise Wrong(f"unknown {', '.join(key + '=' for key in unknown)}; there are {', '.join(key + '=' for key in allowed)}")

    # --- lines

    def header(self, words):
        while words:
            key, value, words = plain(words[0]), words[1:2], words[2:]
            if key not in HEAD or not value:
                raise Wrong(f"{' '.join(HEAD)} each need a value; not understood: {key}")
            if key in self.draft.head and key != "author":
                raise Wrong(f"{key} is given twice")
            self.draft.lines.setdefault({"printed": "published_in_text", "author": "authors"}.get(key, key), self.line)
            if key in ("published", "printed"):
                self.draft.head[key] = self.date(value[0], key)
            elif key == "title":
                self.draft.head[key] = None if plain(value[0]) == "null" else list(self.one(value[0], loose=quoted(value[0]) is not None))
            elif key == "author":
                self.draft.head.setdefault(key, []).append(self.string(value[0], "a name"))
            else:
                self.draft.head[key] = None if plain(value[0]) == "null" else value[0]

    def boilerplate(self, words):
        if len(words) != 2 or plain(words[1]) not in schema.WHY:
            raise Wrong(f"b SPAN {'|'.join(sorted(schema.WHY))}")
        begin, end = self.one(words[0], loose=True)
        self.put("boilerplate", {"begin": begin, "end": end, "why": plain(words[1])})

    def entity(self, words):
        key = plain(words[0]) if words else None
        name = quoted(words[1]) if len(words) > 1 else None
        if not key or not name:
            raise Wrong('e KIND/SLUG "NAME" [TYPE] [Q1] MENTION…')
        if key.split("/")[0] not in schema.KINDS:
            raise Wrong(f"unknown kind of {key}; there are {', '.join(sorted(schema.KINDS))}")
        if key in self.known:
            raise Wrong(f"{key} is listed twice")
        self.known[key] = True
        kind, wikidata, spans, wrong = None, None, {}, []
        for token in words[2:]:
            word = plain(token)
            try:
                if word and re.fullmatch(r"Q[1-9]\d*", word):
                    wikidata = word
                elif word and re.fullmatch(r"[A-Z]{3,}(_[A-Z]+)*", word):
                    if word not in schema.NEREL:
                        raise Wrong(f"unknown type {word}")
                    kind = word
                elif self.spans.is_span(token):
                    found, letter, known = self.spans.read(token, many=True)
                    if letter and letter not in schema.FORM_LETTERS:
                        raise Wrong(f"{shown(token)}: unknown form {letter}; there are "
                                    + ", ".join(f"{a} {b}" for a, b in schema.FORM_LETTERS.items()))
                    default = "role" if known and known.type == "PROFESSION" else "name"
                    form = schema.FORM_LETTERS[letter] if letter else default
                    for span in found:
                        if span in spans and len(found) == 1 and spans[span] != form:
                            raise Wrong(f"{shown(token)}: {key} has this span as {spans[span]} already")
                        spans.setdefault(span, form)
                    if kind is None and known and schema.TYPES[key.split("/")[0]] is None and known.type != "PROFESSION":
                        kind = known.type
                else:
                    raise Wrong(f"not understood: {shown(token)}")
            except Wrong as fault:
                wrong.append(str(fault))
        if not spans and not wrong:
            wrong.append(f"{key} has no mention")
        kind = kind or schema.TYPES[key.split("/")[0]]
        if kind is None and not wrong:
            wrong.append(f"give {key} a type: CITY, LOCATION, FACILITY, STATE_OR_PROVINCE, DISTRICT or COUNTRY")
        mentions = [{"begin": begin, "end": end, "form": form} for (begin, end), form in sorted(spans.items())]
        self.put("entities", {"id": key, "type": kind, "name": name, "wikidata": wikidata, "mentions": mentions})
        if wrong:
            for why in wrong[:-1]:
                self.fault(why)
            raise Wrong(wrong[-1])

    def time(self, words):
        tag, words = self.tag(words, "t")
        if len(words) != 2:
            raise Wrong("t SPAN EDTF")
        begin, end = self.one(words[0])
        self.put("times", {"begin": begin, "end": end, "edtf": self.date(words[1], "time")}, tag)

    def figure(self, words):
        tag, words = self.tag(words, "f")
        words, named, _, flags = self.options(words, schema.APPROX)
        self.no_more(words[4:], named, ("of", "by"))
        number = plain(words[1]) if len(words) == 4 else None
        if number is None or quoted(words[3]) is None or len(flags) > 1:
            raise Wrong('f SPAN VALUE UNIT [almost|about|more|less|exact] "MEASURE" [of=…] [by=…]')
        try:
            value = float(number.replace("_", "").replace(",", "."))
            value = int(value) if value.is_integer() and abs(value) < 2 ** 53 else value
        except (ValueError, OverflowError):
            raise Wrong(f"{number} is no number") from None
        begin, end = self.one(words[0])
        self.put("figures", {"begin": begin, "end": end, "value": value, "unit": self.string(words[2], "a unit"),
                             "approx": flags.pop() if flags else "exact", "measure": self.string(words[3], "a measure"),
                             "of": self.ids(named["of"]) if "of" in named else [],
                             "said_by": self.ids(named["by"]) if "by" in named else []}, tag)

    def quote(self, words):
        tag, words = self.tag(words, "q")
        words, named, _, _ = self.options(words)
        self.no_more(words[3:], named, ("cue", "via"))
        kind = plain(words[1]) if len(words) == 3 else None
        kind = schema.QUOTE_LETTERS.get(kind, kind)
        if kind not in schema.QUOTES:
            raise Wrong('q SPAN d|f|i SPEAKER [cue="…"] [via=…]; the speaker may be -')
        begin, end = self.one(words[0])
        if kind != "indirect":  # punctuation inside the marks belongs to the words
            if match := re.search(r"[«\"“„]([…\s.]+)$", self.text[:begin]):
                begin = match.start(1)
            if match := re.match(r"[.!?…,\s]*(?=[»\"”“])", self.text[end:]):
                end += match.end()
        speakers = self.ids(words[2])
        if len(speakers) > 1:
            raise Wrong("a quote has one speaker")
        self.put("quotes", {"begin": begin, "end": end, "kind": kind, "speaker": speakers[0] if speakers else None,
                            "cue": self.string(named["cue"], "a cue") if "cue" in named else None,
                            "via": self.ids(named["via"]) if "via" in named else []}, tag)

    def event(self, words):
        tag, words = self.tag(words, "e")
        flags = schema.EVENT_MODALITY | {"core", "aside", "hedged"}
        words, named, evidence, found = self.options(words, flags)
        act = plain(words[0]) if words else None
        if act not in schema.ACTS:
            raise Wrong(f"unknown act {act}; there are {', '.join(sorted(schema.ACTS))}")
        dates, words = [w for w in words[1:] if (plain(w) or "").startswith("@")], [w for w in words[1:] if not (plain(w) or "").startswith("@")]
        roles = {key: value for key, value in named.items() if key not in ("by", "plover", "contexts")}
        self.no_more(words, roles, sorted(schema.ROLES))
        modality = found & schema.EVENT_MODALITY
        if len(dates) > 1 or len(modality) > 1 or {"core", "aside"} <= found:
            raise Wrong("two dates, two modalities, or core and aside")
        modality = modality.pop() if modality else "occurred"
        default = {"ongoing": "D", "planned": "D/..", "offered": "D/..", "hypothetical": "D/.."}.get(modality, "D~")
        plover, mode, contexts = schema.plover_of(self.acts, act, modality)
        if "plover" in named:
            plover, _, mode = self.string(named["plover"], "a PLOVER type").partition("/")
            plover, mode = (None if plover == "none" else plover), mode or None
        if "contexts" in named:
            contexts = [c for c in self.string(named["contexts"], "contexts").split(",") if c != "-"]
        if not evidence:
            raise Wrong("no evidence: ev SPAN…")
        item = {"id": tag, "act": act, "plover": plover, "mode": mode, "contexts": list(contexts),
                "roles": {key: self.ids(value) for key, value in sorted(roles.items())},
                "edtf": self.date([plain(dates[0])[1:]] if dates else [default], "time"), "modality": modality,
                "said_by": self.ids(named["by"]) if "by" in named else [], "core": "aside" not in found}
        if "hedged" in found:
            item["hedged"] = True
        item["evidence"] = [{"begin": begin, "end": end} for begin, end in sorted(set(evidence))]
        self.put("events", item, tag)

    def status(self, words):
        tag, words = self.tag(words, "s")
        flags = schema.STATUS_MODALITY | {"hedged"}
        # "declined" and "announced" are values as well: the fourth word is the value, whatever it is.
        value = plain(words[3]) if len(words) > 3 else None
        words, named, evidence, found = self.options(words[:3] + words[4:], flags)
        self.no_more(words[3:], named, ("from", "to", "by", "post"))
        if len(words) != 3 or value is None:
            raise Wrong("s SUBJECT KIND OBJECT VALUE [MODALITY] [from=…] [to=…] [by=…] [post=…] ev SPAN…; the object may be -")
        kind, modality = plain(words[1]), found & schema.STATUS_MODALITY
        if kind not in schema.STATUS:
            raise Wrong(f"unknown kind of status {kind}; there are {', '.join(sorted(schema.STATUS))}")
        if value not in schema.STATUS[kind]:
            raise Wrong(f"unknown value {value} of {kind}; there are {', '.join(sorted(schema.STATUS[kind]))}")
        if len(modality) > 1:
            raise Wrong("two modalities")
        if not evidence:
            raise Wrong("no evidence: ev SPAN…")
        subject, thing = self.ids(words[0]), self.ids(words[2])
        if len(subject) != 1 or len(thing) > 1:
            raise Wrong("a status has one subject and at most one object")
        item = {"id": tag, "subject": subject[0], "kind": kind, "object": thing[0] if thing else None, "value": value,
                "valid_from": self.date(named["from"], "from") if "from" in named else None,
                "valid_to": self.date(named["to"], "to") if "to" in named else None,
                "modality": modality.pop() if modality else "asserted",
                "said_by": self.ids(named["by"]) if "by" in named else []}
        if "post" in named:
            item["post"] = self.string(named["post"], "a post")
        if "hedged" in found:
            item["hedged"] = True
        item["evidence"] = [{"begin": begin, "end": end} for begin, end in sorted(set(evidence))]
        self.put("statuses", item, tag)

    def dispute(self, words):
        if len(words) < 4 or quoted(words[-1]) is None or any(plain(word) is None for word in words[:-1]):
            raise Wrong('d SIDE SIDE… ABOUT "WHY"')
        self.put("disputes", {"between": [plain(word) for word in words[:-2]], "about": plain(words[-2]), "why": quoted(words[-1])})

    # --- the whole

    def ordered(self, name, key, letter):
        """Items of a layer in canonical order; their tags are remembered as what disputes call them now."""
        rows = sorted(self.draft.items[name], key=lambda row: key(row[0]))
        tags = {}
        for n, (item, tag) in enumerate(rows):
            final = f"{letter}{n + 1}" if name in ("events", "statuses") else f"{name}/{n}"
            if tag in tags:
                self.fault(f"the tag {tag} is given twice", self.draft.lines[id(item)])
            if tag:
                tags[tag] = final
            if "id" in item and name != "entities":
                item["id"] = final
        self.tags.update(tags)
        return [item for item, _ in rows]

    def assemble(self):
        head, text, self.tags = self.draft.head, self.expected, {}
        published = head.get("published", self.day)
        outlet = head.get("outlet")
        if isinstance(outlet, list):
            name = quoted(outlet)
            if name is None:
                named = {item["id"]: item["name"] for item, _ in self.draft.items["entities"]}
                fitting = [n for key, n in named.items() if plain(outlet) in (key, key.split("/")[-1])]
                name = fitting[0] if len(fitting) == 1 else None
                if name is None:
                    self.fault(f"outlet: no such entity: {shown(outlet)}", self.draft.lines["outlet"])
            outlet = name

        def span(item):
            return item["begin"], item["end"]

        def claim(item):
            return [span(part) for part in item["evidence"]], item.get("act", item.get("kind"))
        layers = {"boilerplate": self.ordered("boilerplate", span, "b"),
                  "entities": self.ordered("entities", lambda item: item["id"], ""),
                  "times": self.ordered("times", span, "t"), "figures": self.ordered("figures", span, "f"),
                  "quotes": self.ordered("quotes", span, "q"), "events": self.ordered("events", claim, "e"),
                  "statuses": self.ordered("statuses", claim, "s"), "disputes": self.ordered("disputes", lambda item: 0, "d")}
        for item in layers["disputes"]:
            sides = []
            for side in item["between"]:
                if side in self.tags or re.fullmatch(r"(times|figures|quotes)/\d+", side):
                    sides.append(self.tags.get(side, side))
                else:
                    try:
                        sides.append(self.id(side))
                    except Wrong:
                        self.fault(f"no such claim: {side}", self.draft.lines[id(item)])
            item["between"] = sides
        return {"doc": text.id + ".txt", "sha256": text.sha256, "set": text.set, "file": text.file, "record": text.record,
                "published": published, "published_in_text": head.get("printed"), "outlet": outlet, "title": head.get("title"),
                "authors": head.get("author", []), **layers}
