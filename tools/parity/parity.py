#!/usr/bin/env python3
"""The language organ against the published Python stack: parity.py LETOPIS MODELS SHARED FOLDER [LETOPIS OPTION…]. MODELS holds emb/ and
model/ of the wheel; SHARED/data the texts; FOLDER takes what is made on the way, and differences.tsv. Prints Markdown: how much is
identical, and what each rule beyond the reference changes. Exit 1 where less than 99.99 % of the tokens are identical or tied in any
output, or a difference is not explained by rounding.

Texts are read whole by both sides. Of Universal Dependencies the words are given to both; the sentences' texts, 25 a document, are read
as texts besides. A difference is explained where the reference finds our answer at most EPSILON worse than its own: its scores are
sums of float32 products, and another order of addition turns such a call. It is a tie where the reference scores both answers alike up
to TIE, the rounding of one score: words that stand alike, far apart in a long sentence, make equally good heads. Tokens and sentences have no scores: there, no difference
can be explained."""
import json
import pathlib
import subprocess
import sys
import time

from reference import Document, Reference

ENOUGH = 0.9999
EPSILON = 1e-3
TIE = 1e-5
AS_PUBLISHED = ["--without", "all", "--float32"]  # how `letopis parse` is asked to do as the reference does
OUTPUTS = ["tokens", "sentences", "names", "tags", "heads", "relations"]
UD_SENTENCES = 25  # of a document made of the sentences of a treebank


class Run:
    """`letopis parse` with some options over texts or given words."""

    def __init__(self, letopis, folder, options):
        self.letopis, self.folder, self.options = letopis, folder, options

    def _parse(self, path, options):
        command = [str(self.letopis), "parse", *options, *self.options, str(path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"parity: {' '.join(command)} gave {done.returncode}: {done.stderr[-800:]}")
        return documents(done.stdout)

    def rules(self):
        """The names of the rules beyond the reference, as the program lists them where one is unknown."""
        path = self.folder / "empty.txt"
        path.write_text("")
        done = subprocess.run([str(self.letopis), "parse", "--without", "?", str(path)], stderr=subprocess.PIPE, text=True, check=False)
        names = done.stderr.strip().partition("'?': ")[2].split(", ")
        if names[-1] != "all":
            sys.exit(f"parity: the rules are not listed: {done.stderr}")
        return names[:-1]

    def read(self, name, texts, options=tuple(AS_PUBLISHED)):
        path = self.folder / f"{name}.jsonl"
        with open(path, "w", encoding="utf-8") as file:
            for text in texts:
                file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        found = {int(key.rpartition("#")[2]): document for key, document in self._parse(path, options).items()}
        return [found.get(number, Document()) for number in range(1, len(texts) + 1)]

    def complete(self, name, sentences, options=tuple(AS_PUBLISHED)):
        """Each sentence is a document of its own, for names depend on what stands around."""
        path = self.folder / f"{name}.conllu"
        with open(path, "w", encoding="utf-8") as file:
            for number, words in enumerate(sentences, 1):
                file.write(f"# newdoc id = {number}\n")
                for at, word in enumerate(words, 1):
                    file.write("\t".join([str(at), word] + ["_"] * 8) + "\n")
                file.write("\n")
        found = self._parse(path, ["--input", "conllu", *options])
        return [found[str(number)] for number in range(1, len(sentences) + 1)]


def documents(conllu):
    """{id: Document}"""
    found, document, begin = {}, None, 0
    for line in conllu.split("\n"):
        if line.startswith("# newdoc id = "):
            document = found[line.removeprefix("# newdoc id = ")] = Document()
            begin = 0
        elif not line:
            if document and len(document.words) > begin:
                document.sentences.append((begin, len(document.words)))
                begin = len(document.words)
        elif line[0] != "#":
            _, word, _, upos, _, feats, head, relation, _, misc = line.split("\t")
            misc = dict(item.split("=", 1) for item in misc.split("|") if "=" in item)
            document.words.append(word)
            if "start_char" in misc:
                document.spans.append((int(misc["start_char"]), int(misc["end_char"])))
            document.names.append(misc.get("NER", "O"))
            document.tags.append(upos if feats == "_" else f"{upos}|{feats}")
            document.heads.append(int(head))
            document.relations.append(relation)
    return found


def words_of(path):
    """Sentences of a treebank as lists of words, and as their texts."""
    sentences, texts = [], []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        if rows:
            sentences.append([row[1] for row in rows if row[0].isdigit()])
            texts += [line.removeprefix("# text = ") for line in block.split("\n") if line.startswith("# text = ")]
    return sentences, texts


class Comparison:
    """Of one data set: per output, how many there are in the reference, how many are identical, and the differences."""

    def __init__(self, name):
        self.name = name
        self.total, self.same, self.differences = dict.fromkeys(OUTPUTS, 0), dict.fromkeys(OUTPUTS, 0), []

    def add(self, reference, where, want, got):
        if want.spans is not None:
            self._cuts(where, "tokens", set(want.spans), set(got.spans))
            ends = [{(d.spans[a][0], d.spans[b - 1][1]) for a, b in d.sentences} for d in (want, got)]
            self._cuts(where, "sentences", *ends)
        elif want.words != got.words or want.sentences != got.sentences:
            sys.exit(f"parity: {where}: other words than were given")
        for output in OUTPUTS[2:]:
            self.total[output] += len(want.words)
        if want.words != got.words or want.sentences != got.sentences:
            # Scores of other sequences say nothing of each other.
            self.differences += [(where, output, "", "other tokens or sentences", "", None) for output in OUTPUTS[2:]]
            return
        names = [t for t, pair in enumerate(zip(want.names, got.names)) if pair[0] != pair[1]]
        self.same["names"] += len(want.words) - len(names)
        if names:
            margins = reference.name_margins(want.words)
            for run in runs(names):  # a name that begins elsewhere changes the tokens behind as well
                margin = min(float(margins[t]) for t in run)
                for t in run:
                    self._differs(where, "names", want, got, t, want.names, got.names, margin)
        for begin, end in want.sentences:
            words = want.words[begin:end]
            for t in range(begin, end):
                self._token(reference, where, want, got, words, begin, t)

    def _cuts(self, where, output, want, got):
        self.total[output] += len(want)
        self.same[output] += len(want & got)
        for side, spans in (("reference", want - got), ("letopis", got - want)):
            self.differences += [(where, output, f"{a}-{b}", f"only {side}", "", None) for a, b in sorted(spans)]

    def _token(self, reference, where, want, got, words, begin, t):
        if want.tags[t] == got.tags[t]:
            self.same["tags"] += 1
        else:
            margin = reference.tag_margin(words, t - begin, got.tags[t])
            self._differs(where, "tags", want, got, t, want.tags, got.tags, margin)
        head = want.heads[t] == got.heads[t]
        margin = None if head else reference.head_margin(words, t - begin, got.heads[t])
        if head:
            self.same["heads"] += 1
        else:
            self._differs(where, "heads", want, got, t, want.heads, got.heads, margin)
        if want.relations[t] == got.relations[t]:
            self.same["relations"] += 1
        else:  # to another governor, another relation
            if head:
                margin = reference.relation_margin(words, t - begin, got.relations[t])
            self._differs(where, "relations", want, got, t, want.relations, got.relations, margin)

    def _differs(self, where, output, want, got, t, ours, theirs, margin):
        self.differences.append((where, output, f"{t + 1} {want.words[t]}", ours[t], theirs[t], margin))

    def unexplained(self, output):
        return sum(1 for difference in self.differences if difference[1] == output and (difference[5] is None or difference[5] > EPSILON))

    def tied(self, output):
        return sum(1 for difference in self.differences if difference[1] == output and difference[5] is not None and difference[5] <= TIE)

    def differing(self, output):
        return sum(1 for difference in self.differences if difference[1] == output)


def runs(numbers):
    out = []
    for number in numbers:
        if out and out[-1][-1] == number - 1:
            out[-1].append(number)
        else:
            out.append([number])
    return out


def changes(plain, ruled):
    """What a rule changes of documents: tokens and sentences that only one side has, answers about the tokens that both have."""
    count = dict.fromkeys(OUTPUTS, 0)
    for a, b in zip(plain, ruled):
        places = [{span: t for t, span in enumerate(d.spans)} for d in (a, b)]
        sentences = [{(d.spans[x][0], d.spans[y - 1][1]) for x, y in d.sentences} for d in (a, b)]
        count["tokens"] += len(set(places[0]) ^ set(places[1]))
        count["sentences"] += len(sentences[0] ^ sentences[1])
        governors = [governor_spans(d) for d in (a, b)]
        for span in places[0].keys() & places[1].keys():
            s, t = places[0][span], places[1][span]
            count["names"] += a.names[s] != b.names[t]
            count["tags"] += a.tags[s] != b.tags[t]
            count["heads"] += governors[0][s] != governors[1][t]
            count["relations"] += a.relations[s] != b.relations[t]
    return count


def governor_spans(document):
    out = []
    for begin, end in document.sentences:
        out += [document.spans[begin + document.heads[t] - 1] if document.heads[t] else None for t in range(begin, end)]
    return out


def table(head, rows):
    print("| " + " | ".join(head) + " |\n|---" + "|---:" * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")


def main():
    letopis, models, shared, folder = (pathlib.Path(arg).resolve() for arg in sys.argv[1:5])
    data = shared / "data"
    run = Run(letopis, folder, sys.argv[5:])
    texts = {name: [path.read_bytes().decode("utf-8") for path in sorted((data / place).rglob("*.txt")) if path.name != "LICENSE.txt"]
             for name, place in (("nerel", "nerel"), ("factrueval", "factrueval/devset"))}
    given, sources = [], []
    for path in sorted((data / "ud").glob("*.conllu")):
        words, sentences = words_of(path)
        given += words
        sources += sentences
    texts["ud as text"] = ["\n".join(sources[i:i + UD_SENTENCES]) for i in range(0, len(sources), UD_SENTENCES)]
    for name, some in [*texts.items(), ("ud", given)]:
        if not some:
            sys.exit(f"parity: {data} holds nothing of {name}")

    start = time.monotonic()
    reference = Reference(models)
    comparisons = []
    for name, some in texts.items():
        comparison = Comparison(name)
        for number, (text, got) in enumerate(zip(some, run.read(name.replace(" ", "_"), some)), 1):
            comparison.add(reference, f"{name} {number}", reference.read(text), got)
        comparisons.append(comparison)
        print(f"parity: {name}: {len(some)} texts", file=sys.stderr)
    comparison = Comparison("ud, words given")
    for number, (words, got) in enumerate(zip(given, run.complete("ud", given)), 1):
        comparison.add(reference, f"ud {number}", reference.complete([words]), got)
    comparisons.append(comparison)
    print(f"parity: {comparison.name}: {len(given)} sentences", file=sys.stderr)

    good = True
    print("Identical to the reference\n")
    rows = []
    for output in OUTPUTS:
        for one in comparisons:
            total = one.total[output]
            if total == 0:
                continue
            same, tied, unexplained = one.same[output], one.tied(output), one.unexplained(output)
            good &= same + tied >= ENOUGH * total and unexplained == 0
            rows.append([output, one.name, f"{total:,}", f"{one.differing(output):,}", f"{tied:,}", f"{unexplained:,}",
                         f"{100 * same / total:.4f} %"])
    table(["output", "of", "in the reference", "different", "ties", "not explained", "identical"], rows)
    listed = folder / "differences.tsv"
    with open(listed, "w", encoding="utf-8") as file:
        file.write("place\toutput\ttoken\treference\tletopis\tmargin\n")
        for one in comparisons:
            for *columns, margin in one.differences:
                file.write("\t".join(map(str, columns)) + "\t" + ("" if margin is None else f"{margin:.7f}") + "\n")
    print(f"\nEach difference with its margin: {listed}\n", flush=True)

    print("What each rule beyond the reference changes, alone, in all texts\n")
    plain = {name: run.read(name.replace(" ", "_"), some) for name, some in texts.items()}
    rows = []
    rules = run.rules()
    for rule in rules:
        count = dict.fromkeys(OUTPUTS, 0)
        for name, some in texts.items():
            ruled = run.read(name.replace(" ", "_"), some, ["--without", ",".join(other for other in rules if other != rule), "--float32"])
            for output, changed in changes(plain[name], ruled).items():
                count[output] += changed
        rows.append([rule, *(f"{count[output]:,}" for output in OUTPUTS)])
    table(["rule", *OUTPUTS], rows)
    print(f"\n{time.monotonic() - start:.0f} s", file=sys.stderr)
    if not good:
        print(f"parity: less than {100 * ENOUGH} % identical or tied, or a difference without an explanation", file=sys.stderr)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
