"""The published Python stack over the same articles, as fast as its own calls allow: several processes with one BLAS thread each, texts
and sentences in batches, lemmas remembered. For ./dev bench alone.

reference.py MODELS ARTICLES OUT [--processes N] [--batch N]

MODELS holds emb/ and model/ of the wheel of models. ARTICLES is JSON Lines with `text`. OUT gets CoNLL-U with the same columns as
`letopis parse`. Prints one line of JSON: how long it worked, and from when on all models were loaded.
"""
import argparse
import functools
import json
import multiprocessing
import os
import time

for library in ("OPENBLAS", "OMP", "MKL"):  # before numpy is loaded
    os.environ[library + "_NUM_THREADS"] = "1"

CHUNK = 256  # articles that are taken together: enough for full batches of sentences of like length

# Grammemes of the dictionary in the terms of the tagger's tags, as far as both know them.
PARTS = {"NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADV", "VERB": "VERB", "INFN": "VERB", "PRTF": "VERB", "PRTS": "VERB",
         "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PREP": "ADP", "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
         "NUMB": "NUM", "PNCT": "PUNCT"}
FEATURES = {"nomn": ("Case", "Nom"), "gent": ("Case", "Gen"), "gen1": ("Case", "Gen"), "gen2": ("Case", "Gen"), "datv": ("Case", "Dat"),
            "accs": ("Case", "Acc"), "ablt": ("Case", "Ins"), "loct": ("Case", "Loc"), "loc1": ("Case", "Loc"), "loc2": ("Case", "Loc"),
            "voct": ("Case", "Nom"), "masc": ("Gender", "Masc"), "femn": ("Gender", "Fem"), "neut": ("Gender", "Neut"),
            "sing": ("Number", "Sing"), "plur": ("Number", "Plur"), "perf": ("Aspect", "Perf"), "impf": ("Aspect", "Imp"),
            "1per": ("Person", "1"), "2per": ("Person", "2"), "3per": ("Person", "3"), "past": ("Tense", "Past"),
            "pres": ("Tense", "Pres"), "futr": ("Tense", "Fut"), "ADJS": ("Variant", "Short"), "PRTS": ("Variant", "Short")}
SAME_PART = {"PROPN": "NOUN", "AUX": "VERB", "SCONJ": "CCONJ"}


class Lemmas:
    """The dictionary form of the reading that shares most of a tag."""

    def __init__(self):
        import pymorphy3
        self.readings = functools.lru_cache(None)(self._readings)
        self.lemma = functools.lru_cache(None)(self._lemma)
        self.analyzer = pymorphy3.MorphAnalyzer()

    def _readings(self, word):
        out = []
        for reading in self.analyzer.parse(word):
            grammemes = reading.tag.grammemes
            part = "DET" if "Apro" in grammemes else PARTS.get(str(reading.tag.POS or ""), "X")
            out.append((reading.normal_form, part, frozenset(FEATURES[g] for g in grammemes if g in FEATURES)))
        return out

    def _lemma(self, word, tag):
        part, _, features = tag.partition("|")
        part = SAME_PART.get(part, part)
        wanted = {tuple(feature.split("=")) for feature in features.split("|") if feature}
        best, most = word, 0
        for normal, other, has in self.readings(word):
            shared = (other == part) + len(wanted & has)
            if shared > most:
                best, most = normal, shared
        return best

    def __call__(self, word, tag):
        return self.lemma(word.lower(), tag)


class Stack:
    def __init__(self, folder, batch):
        from navec import Navec
        from slovnet import NER, Morph, Syntax
        navec = Navec.load(os.path.join(folder, "emb", "navec_news_v1_1B_250K_300d_100q.tar"))
        load = lambda kind, name: kind.load(os.path.join(folder, "model", f"slovnet_{name}_news_v1.tar"), batch_size=batch).navec(navec)
        self.ner, self.morph, self.syntax = load(NER, "ner"), load(Morph, "morph"), load(Syntax, "syntax")
        self.lemmas = Lemmas()

    def conllu(self, texts):
        """CoNLL-U of some texts."""
        from razdel import sentenize, tokenize
        sentences, first = [], []
        for text in texts:
            first.append(len(sentences))
            for part in sentenize(text):
                sentences.append((part, list(tokenize(part.text))))
        first.append(len(sentences))
        # Sentences of like length stand in one batch: little of it is padding.
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i][1]))
        words = [[token.text for token in sentences[i][1]] for i in order]
        tags, arcs = [None] * len(order), [None] * len(order)
        for i, markup in zip(order, self.morph.map(words)):
            tags[i] = markup.tokens
        for i, markup in zip(order, self.syntax.map(words)):
            arcs[i] = markup.tokens
        names = self.ner.map(texts)

        out = []
        for number, markup in enumerate(names):
            out.append("# newdoc\n")
            spans = iter(markup.spans)
            name = next(spans, None)
            for i in range(first[number], first[number + 1]):
                part, tokens = sentences[i]
                out.append(f"# sent_id = {i - first[number] + 1}\n# text = {' '.join(part.text.split())}\n")
                for place, (token, tag, arc) in enumerate(zip(tokens, tags[i], arcs[i])):
                    begin, end = part.start + token.start, part.start + token.stop
                    while name is not None and name.stop <= begin:
                        name = next(spans, None)
                    misc = f"start_char={begin}|end_char={end}"
                    if name is not None and name.start <= begin:
                        misc += ("|NER=B-" if name.start == begin else "|NER=I-") + name.type
                    if place + 1 < len(tokens) and tokens[place + 1].start == token.stop:
                        misc += "|SpaceAfter=No"
                    upos, _, feats = tag.tag.partition("|")
                    out.append(f"{place + 1}\t{token.text}\t{self.lemmas(token.text, tag.tag)}\t{upos}\t_\t{feats or '_'}\t{arc.head_id}\t"
                               f"{arc.rel}\t_\t{misc}\n")
                out.append("\n")
        return "".join(out)


def work(number, options, ready, go):
    """The share of one process: every so-manieth stretch of the articles, in one file."""
    stack = Stack(options.models, options.batch)
    with open(options.articles, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    share = len(texts) / options.processes
    texts = texts[round(number * share):round((number + 1) * share)]
    ready.wait()
    go.wait()
    with open(f"{options.out}.{number}", "w", encoding="utf-8") as file:
        for at in range(0, len(texts), CHUNK):
            file.write(stack.conllu(texts[at:at + CHUNK]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models")
    parser.add_argument("articles")
    parser.add_argument("out")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--batch", type=int, default=8)
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ready, go = context.Barrier(options.processes + 1), context.Barrier(options.processes + 1)
    workers = [context.Process(target=work, args=(n, options, ready, go)) for n in range(options.processes)]
    for worker in workers:
        worker.start()
    ready.wait()
    begun = time.monotonic()
    go.wait()
    for worker in workers:
        worker.join()
        if worker.exitcode != 0:
            raise SystemExit(f"a process of the reference ended with {worker.exitcode}")
    with open(options.out, "wb") as whole:
        for number in range(options.processes):
            with open(f"{options.out}.{number}", "rb") as part:
                whole.write(part.read())
            os.remove(f"{options.out}.{number}")
    print(json.dumps({"seconds": time.monotonic() - begun}))


if __name__ == "__main__":
    main()
