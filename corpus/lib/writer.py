"""Mark-up written from labels: the shortest strings that mean the same spans. Compiling it gives the same labels."""
from . import schema
from .spans import Spans, Wrong, tokens

LETTERS = {form: letter for letter, form in schema.FORM_LETTERS.items()}
KIND_LETTERS = {kind: letter for letter, kind in schema.QUOTE_LETTERS.items()}


def quote(string):
    """A string in the quotes that need least escaping."""
    mark = '"' if '"' not in string or "`" in string else "`"
    return mark + string.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark


class Writer:
    def __init__(self, text, acts=None):
        self.text, self.spans, self.acts = text, Spans(text, ()), acts or schema.read_acts()

    def means(self, written, begin, end, loose):
        try:
            (token,) = tokens(written)
            return self.spans.read(token, loose=loose)[0] == [(begin, end)]
        except (Wrong, ValueError):
            return False

    def span(self, begin, end, loose=False, whole=True):
        """A span as a reader would write it; whole: it may be a bare sentence number."""
        for written in self.ways(begin, end, loose, whole):
            if self.means(written, begin, end, loose):
                return written
        raise Wrong(f"no mark-up for the span {begin}, {end}")

    def ways(self, begin, end, loose, whole):
        first, last = self.spans.home(begin), self.spans.home(end - 1)
        home, far = f"S{first}" if first else "", f"S{last}" if last != first else ""
        if whole and first and last:
            yield home if first == last else f"S{first}-S{last}"
        found = " ".join(self.text[begin:end].split())
        parts = found.split(" ")
        if first == last and len(found) <= 40 or len(parts) < 5:
            yield from self.numbered(home if first == last else "", found, begin, end, loose)
        for count in range(2, max(3, len(parts) // 2 + 1)):
            short = f"{' '.join(parts[:count])} … {' '.join(parts[-count:])}"
            for number in range(1, 4):
                yield f"{home}{quote(short)}{f'#{number}' if number > 1 else ''}{far}"
        yield from self.numbered("", found, begin, end, loose)

    def numbered(self, home, found, begin, end, loose):
        yield home + quote(found)
        for scope in [self.spans.sentence(home[1:])] if home else []:
            spans = self.spans.all(found, *scope, words=not loose)
            if (begin, end) in spans:
                yield f"{home}{quote(found)}#{spans.index((begin, end)) + 1}"
        spans = self.spans.all(found, 0, len(self.text), words=not loose)
        if (begin, end) in spans:
            yield f"{quote(found)}#{spans.index((begin, end)) + 1}"

    @staticmethod
    def chain(key, values):
        return [f"{key}={','.join(values)}"] if values else []

    def evidence(self, item):
        return ["ev"] + [self.span(part["begin"], part["end"]) for part in item["evidence"]]

    def write(self, labels):
        """The mark-up file of labels."""
        lines = [["published", labels["published"] or "null"]]
        if labels["published_in_text"]:
            lines.append(["printed", labels["published_in_text"]])
        if labels["outlet"]:
            lines.append(["outlet", quote(labels["outlet"])])
        if labels["title"]:
            lines.append(["title", self.span(*labels["title"], loose=True, whole=False)])
        lines += [["author", quote(author)] for author in labels["authors"]]
        return "".join(" ".join(line) + "\n" for line in lines) + "".join(
            self.line(layer, item) + "\n" for layer in schema.LISTS for item in labels[layer])

    def line(self, layer, item):
        """One item as its line of mark-up."""
        words = {"boilerplate": self.boilerplate, "entities": self.entity, "times": self.time, "figures": self.figure,
                 "quotes": self.quote, "events": self.event, "statuses": self.status, "disputes": self.dispute}[layer](item)
        return " ".join(words)

    def boilerplate(self, item):
        return ["b", self.span(item["begin"], item["end"], loose=True), item["why"]]

    def mention(self, item):
        return self.span(item["begin"], item["end"], whole=False) + LETTERS[item["form"]]

    def entity(self, item):
        return ["e", item["id"], quote(item["name"]), item["type"], *([item["wikidata"]] if item["wikidata"] else []),
                *map(self.mention, item["mentions"])]

    def time(self, item):
        return ["t", self.span(item["begin"], item["end"]), item["edtf"] or "null"]

    def figure(self, item):
        return ["f", self.span(item["begin"], item["end"]), repr(item["value"]), quote(item["unit"]), item["approx"],
                quote(item["measure"]), *self.chain("of", item["of"]), *self.chain("by", item["said_by"])]

    def quote(self, item):
        return ["q", self.span(item["begin"], item["end"]), KIND_LETTERS[item["kind"]], item["speaker"] or "-",
                *([f"cue={quote(item['cue'])}"] if item["cue"] else []), *self.chain("via", item["via"])]

    def dispute(self, item):
        return ["d", *item["between"], item["about"], quote(item["why"])]

    def event(self, item):
        words = ["a", item["id"], item["act"]]
        for role, ids in item["roles"].items():
            words += self.chain(role, ids)
        words += ["@" + (item["edtf"] or "null"), item["modality"], *self.chain("by", item["said_by"]),
                  "core" if item["core"] else "aside"]
        plover, mode, contexts = schema.plover_of(self.acts, item["act"], item["modality"])
        if (item["plover"], item["mode"]) != (plover, mode):
            words.append(f"plover={item['plover'] or 'none'}" + (f"/{item['mode']}" if item["mode"] else ""))
        if item["contexts"] != contexts:
            words.append(f"contexts={','.join(item['contexts']) or '-'}")
        return words + ["hedged"] * ("hedged" in item) + self.evidence(item)

    def status(self, item):
        words = ["s", item["id"], item["subject"], item["kind"], item["object"] or "-", item["value"], item["modality"]]
        words += [f"{key}={item[field]}" for key, field in (("from", "valid_from"), ("to", "valid_to")) if item[field]]
        words += self.chain("by", item["said_by"])
        if "post" in item:
            words.append(f"post={quote(item['post'])}")
        return words + ["hedged"] * ("hedged" in item) + self.evidence(item)
