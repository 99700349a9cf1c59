"""The rules that labels keep to. A fault is (where, why); where is a path such as ("events", 3)."""
import re

from . import edtf, schema
from .schema import FIELDS, LISTS, OPTIONAL, SPAN

ENTITY_ID = re.compile(r"([a-z]+)/[a-z0-9]+(?:-[a-z0-9]+)*")
# What a reported clause neither begins nor ends with.
EDGE = frozenset(".,;:!?…—–-*_ \n\t\u00a0")


def splits_word(text, begin, end):
    """Whether a span begins or ends inside a word."""
    return (begin > 0 and text[begin - 1].isalnum() and text[begin].isalnum()
            or end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


class Checker:
    """Checks labels against their text. `expected`: the line of texts.tsv; `published`: the day of a post, else None."""

    def __init__(self, labels, text, expected, published=None):
        self.labels, self.text, self.expected, self.published = labels, text, expected, published
        self.faults, self.ids = [], set()

    def need(self, ok, where, why):
        if not ok:
            self.faults.append((where, why))
        return bool(ok)

    def run(self):
        labels = self.labels
        if not self.fields(labels, "document", ("document",)):
            return self.faults
        if not all([self.need(isinstance(labels[name], list), (name,), "is no list") for name in LISTS]):
            return self.faults
        whole = [self.fields(item, name, (name, n)) for name in LISTS for n, item in enumerate(labels[name])]
        if not all(whole):
            return self.faults
        self.ids = {item["id"] for item in labels["entities"]}
        self.document()
        for n, item in enumerate(labels["boilerplate"]):
            self.span(item, ("boilerplate", n), inner=False)
            self.one_of(item["why"], schema.WHY, ("boilerplate", n), "reason")
        self.in_order("boilerplate")
        self.entities()
        self.times_and_figures()
        self.quotes()
        self.events()
        self.statuses()
        self.disputes()
        return self.faults

    # --- parts of a rule

    def fields(self, item, kind, where):
        if not self.need(isinstance(item, dict), where, "is no object"):
            return False
        missing = [key for key in FIELDS[kind] if key not in item]
        surplus = [key for key in item if key not in FIELDS[kind] + OPTIONAL.get(kind, ())]
        self.need(not missing, where, f"lacks {', '.join(missing)}")
        self.need(not surplus, where, f"has unknown {', '.join(surplus)}")
        return not missing

    def one_of(self, value, known, where, what):
        if not (isinstance(value, str) and value in known):
            near = ", ".join(sorted(known)) if len(known) <= 30 else ""
            self.need(False, where, f"unknown {what} {value!r}" + (f"; there are {near}" if near else ""))

    def span(self, item, where, inner=True):
        begin, end = (item.get(key) for key in SPAN) if isinstance(item, dict) else (None, None)
        if not self.need(type(begin) is int and type(end) is int and 0 <= begin < end <= len(self.text), where,
                         f"span outside the text: {begin!r}, {end!r} of {len(self.text)}"):
            return False
        found = self.text[begin:end]
        if inner:
            self.need(found == found.strip(), where, f"has blanks at the edge: {found!r}")
            self.need(not splits_word(self.text, begin, end), where, f"begins or ends inside a word: {found!r}")
            for other in self.labels["boilerplate"]:
                if type(other["begin"]) is int and type(other["end"]) is int:
                    self.need(end <= other["begin"] or other["end"] <= begin, where, f"{found!r} lies in boilerplate")
        return True

    def entity(self, value, where, what, null=False):
        if not (null and value is None):
            self.need(isinstance(value, str) and value in self.ids, where, f"{what}: no such entity: {value!r}")

    def chain(self, values, where, what):
        if self.need(isinstance(values, list), where, f"{what} is no list"):
            self.need(len(set(map(str, values))) == len(values), where, f"{what} names an entity twice")
            for value in values:
                self.entity(value, where, what)

    def date(self, value, where, what, null=False):
        if value is None and not null:
            self.need(self.labels["published"] is None, where, f"{what} is null though the day of publication is known")
        else:
            self.need(value is None or edtf.valid(value), where, f"{what} is no EDTF: {value!r}")

    def in_order(self, name):
        keys = [(item["begin"], item["end"]) for item in self.labels[name]
                if type(item["begin"]) is int and type(item["end"]) is int]
        self.need(keys == sorted(keys), (name,), "not in text order")
        self.need(len(set(keys)) == len(keys), (name,), "lists a span twice")

    def evidence(self, item, where):
        spans = item["evidence"]
        if self.need(isinstance(spans, list) and spans, where, "has no evidence"):
            for span in spans:
                if self.fields(span, "evidence", where):
                    self.span(span, where)

    def numbered(self, name, letter):
        ids = [item["id"] for item in self.labels[name]]
        self.need(ids == [f"{letter}{n + 1}" for n in range(len(ids))], (name,), f"ids are not {letter}1, {letter}2, …")

    # --- the layers

    def document(self):
        labels, text = self.labels, self.expected
        expected = {"doc": text.id + ".txt", "sha256": text.sha256, "set": text.set, "file": text.file, "record": text.record}
        for key, value in expected.items():
            self.need(labels[key] == value, (key,), f"is {labels[key]!r}; texts.tsv says {value!r}")
        if self.published is not None:
            self.need(labels["published"] == self.published, ("published",),
                      f"is {labels['published']!r}; the post is of {self.published}")
        self.date(labels["published"], ("published",), "published", null=True)
        printed = labels["published_in_text"]
        self.date(printed, ("published_in_text",), "published_in_text", null=True)
        self.need(printed is None or str(printed) in self.text, ("published_in_text",), f"{printed!r} does not stand in the text")
        self.need(labels["outlet"] is None or isinstance(labels["outlet"], str) and labels["outlet"], ("outlet",), "is no name")
        if labels["title"] is not None:
            begin, end = labels["title"] if isinstance(labels["title"], list) and len(labels["title"]) == 2 else (None, None)
            self.span({"begin": begin, "end": end}, ("title",), inner=False)
        if self.need(isinstance(labels["authors"], list), ("authors",), "is no list"):
            for author in labels["authors"]:
                self.need(isinstance(author, str) and author and author in self.text, ("authors",),
                          f"{author!r} does not stand in the text")

    def entities(self):
        seen = set()
        for n, item in enumerate(self.labels["entities"]):
            where = ("entities", n)
            self.need(item["id"] not in seen, where, f"{item['id']} is listed twice")
            seen.add(item["id"])
            match = ENTITY_ID.fullmatch(str(item["id"]))
            self.need(match and match[1] in schema.KINDS, where,
                      f"{item['id']!r} is not kind/slug with a kind of {', '.join(sorted(schema.KINDS))}")
            self.one_of(item["type"], schema.NEREL, where, "type")
            self.need(isinstance(item["name"], str) and item["name"], where, "has no name")
            self.need(item["wikidata"] is None or re.fullmatch(r"Q[1-9][0-9]*", str(item["wikidata"])), where,
                      f"no Wikidata id: {item['wikidata']!r}")
            if not self.need(isinstance(item["mentions"], list) and item["mentions"], where, f"{item['id']} has no mention"):
                continue
            keys = []
            for mention in item["mentions"]:
                if self.fields(mention, "mentions", where) and self.span(mention, where):
                    self.one_of(mention["form"], schema.FORMS, where, "form")
                    keys.append((mention["begin"], mention["end"]))
            self.need(len(set(keys)) == len(keys), where, f"{item['id']} has one span twice")
            self.need(keys == sorted(keys), where, "mentions are not in text order")

    def times_and_figures(self):
        for n, item in enumerate(self.labels["times"]):
            self.span(item, ("times", n))
            self.date(item["edtf"], ("times", n), "edtf")
        for n, item in enumerate(self.labels["figures"]):
            where = ("figures", n)
            self.span(item, where)
            self.need(type(item["value"]) in (int, float), where, f"value is no number: {item['value']!r}")
            self.one_of(item["approx"], schema.APPROX, where, "approx")
            for key in ("unit", "measure"):
                self.need(isinstance(item[key], str) and item[key], where, f"has no {key}")
            self.chain(item["of"], where, "of")
            self.chain(item["said_by"], where, "said_by")
        self.in_order("times")
        self.in_order("figures")

    def quotes(self):
        for n, item in enumerate(self.labels["quotes"]):
            where = ("quotes", n)
            self.one_of(item["kind"], schema.QUOTES, where, "kind of quote")
            if self.span(item, where):
                begin, end = item["begin"], item["end"]
                if item["kind"] == "indirect":
                    self.need(self.text[begin] not in EDGE and self.text[end - 1] not in EDGE, where,
                              f"begins or ends with punctuation: {self.text[begin:end]!r}")
                else:
                    left, right = self.text[begin - 1:begin], self.text[end:end + 1]
                    self.need(left and left in schema.OPENING and right and right in schema.CLOSING, where,
                              f"does not fill its quotation marks: {left!r} before, {right!r} after")
            self.entity(item["speaker"], where, "speaker", null=True)
            cue = item["cue"]
            self.need(cue is None or isinstance(cue, str) and cue and cue in self.text, where,
                      f"cue {cue!r} does not stand in the text")
            self.chain(item["via"], where, "via")
        self.in_order("quotes")

    def events(self):
        for n, item in enumerate(self.labels["events"]):
            where = ("events", n)
            self.one_of(item["act"], schema.ACTS, where, "act")
            if item["plover"] is None:
                self.need(item["mode"] is None, where, "a mode without a PLOVER type")
            else:
                self.one_of(item["plover"], schema.PLOVER, where, "PLOVER type")
                self.need(item["mode"] is None or item["mode"] in schema.PLOVER.get(item["plover"], ()), where,
                          f"{item['plover']} has no mode {item['mode']!r}")
            for context in item["contexts"]:
                self.one_of(context, schema.CONTEXTS, where, "context")
            if self.need(isinstance(item["roles"], dict) and item["roles"], where, "has no role"):
                for role, ids in item["roles"].items():
                    self.one_of(role, schema.ROLES, where, "role")
                    self.need(ids, where, f"role {role} is empty")
                    self.chain(ids, where, role)
            self.date(item["edtf"], where, "edtf")
            self.one_of(item["modality"], schema.EVENT_MODALITY, where, "modality")
            self.chain(item["said_by"], where, "said_by")
            self.need(isinstance(item["core"], bool), where, "core is not true or false")
            self.need(item.get("hedged", True) is True, where, "hedged is true or absent")
            self.evidence(item, where)
        self.numbered("events", "e")

    def statuses(self):
        for n, item in enumerate(self.labels["statuses"]):
            where = ("statuses", n)
            self.entity(item["subject"], where, "subject")
            self.entity(item["object"], where, "object", null=True)
            self.one_of(item["kind"], schema.STATUS, where, "kind of status")
            if item["kind"] in schema.STATUS:
                self.one_of(item["value"], schema.STATUS[item["kind"]], where, f"value of {item['kind']}")
            for key in ("valid_from", "valid_to"):
                self.date(item[key], where, key, null=True)
            self.one_of(item["modality"], schema.STATUS_MODALITY, where, "modality")
            self.chain(item["said_by"], where, "said_by")
            self.need(item.get("hedged", True) is True, where, "hedged is true or absent")
            post = item.get("post", "-")
            self.need(isinstance(post, str) and post and (post == "-" or item["kind"] == "office"), where, "post is of an office")
            self.evidence(item, where)
        self.numbered("statuses", "s")

    def disputes(self):
        labels = self.labels
        known = self.ids | {item["id"] for name in ("events", "statuses") for item in labels[name]}
        known |= {f"{name}/{n}" for name in ("times", "figures", "quotes") for n in range(len(labels[name]))}
        for n, item in enumerate(labels["disputes"]):
            where = ("disputes", n)
            self.need(isinstance(item["between"], list) and len(set(item["between"])) >= 2, where, "needs two sides")
            for side in item["between"]:
                self.need(side in known, where, f"no such claim: {side!r}")
            for key in ("about", "why"):
                self.need(isinstance(item[key], str) and item[key], where, f"has no {key}")


def name_of(labels, where):
    """A path in words, for a fault: 'events e4'."""
    if len(where) < 2:
        return where[0]
    try:
        item = labels[where[0]][where[1]]
    except (KeyError, IndexError, TypeError):
        return f"{where[0]} {where[1]}"
    return f"{where[0]} {item['id']}" if isinstance(item, dict) and "id" in item else f"{where[0]}/{where[1]}"


def counts(labels):
    return {"mentions": sum(len(item["mentions"]) for item in labels["entities"]),
            **{name: len(labels[name]) for name in ("quotes", "times", "figures", "events", "statuses", "disputes")}}
