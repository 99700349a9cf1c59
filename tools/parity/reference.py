"""The published Python stack (razdel, slovnet, navec), used as its own authors use it: tokens and sentences of a whole text, names on
the whole text, morphology and syntax sentence by sentence. Answers come from the published calls; scores, which those do not give, from
the same model one sequence at a time."""
import json
import pathlib

import numpy as np
from navec import Navec
from razdel import sentenize, tokenize
from slovnet import NER, Morph, Syntax

NAVEC = "emb/navec_news_v1_1B_250K_300d_100q.tar"
MODELS = {"ner": (NER, "model/slovnet_ner_news_v1.tar"), "morph": (Morph, "model/slovnet_morph_news_v1.tar"),
          "syntax": (Syntax, "model/slovnet_syntax_news_v1.tar")}


class Document:
    """What one side says of a text. `spans`: (start, stop) of each token in code points, or None where words were given; `words`;
    `sentences`: (first token, behind the last); of each token `names` ("O", "B-PER", …), `tags` ("NOUN|Case=Nom|…"), `heads` (number in
    the sentence from 1, 0: root) and `relations`."""

    def __init__(self):
        self.spans, self.words, self.sentences = [], [], []
        self.names, self.tags, self.heads, self.relations = [], [], [], []


def name_tags(spans, names):
    """B-, I- or O of each token by the names' extents."""
    tags = ["O"] * len(spans)
    for name in names:
        inside = [t for t, (start, stop) in enumerate(spans) if name.start <= start and stop <= name.stop]
        for t in inside:
            tags[t] = ("B-" if t == inside[0] else "I-") + name.type
    return tags


class Reference:
    def __init__(self, folder):
        """`folder` holds emb/ and model/, as in the wheel of models."""
        folder = pathlib.Path(folder)
        navec = Navec.load(str(folder / NAVEC))
        self._asked = {}
        for key, (kind, path) in MODELS.items():
            model = kind.load(str(folder / path))
            model.navec(navec)
            setattr(self, key, model)

    def read(self, text):
        document = Document()
        tokens = list(tokenize(text))
        document.spans = [(t.start, t.stop) for t in tokens]
        document.words = [t.text for t in tokens]
        at = 0
        for sentence in sentenize(text) if text else []:
            begin = at
            while at < len(tokens) and tokens[at].stop <= sentence.stop:
                at += 1
            if at > begin:
                document.sentences.append((begin, at))
        self._fill(document, text)
        return document

    def complete(self, sentences):
        """The same for words that are given. Names as of the words parted by spaces; None where these are cut otherwise then."""
        document = Document()
        for words in sentences:
            document.sentences.append((len(document.words), len(document.words) + len(words)))
            document.words += words
        text, spans, at = " ".join(document.words), [], 0
        for word in document.words:
            spans.append((at, at + len(word)))
            at += len(word) + 1
        self._fill(document, text, spans)
        document.spans = None
        return document

    def _fill(self, document, text, spans=None):
        if spans is None:
            markup = self.ner(text) if text.strip() else None
            document.names = name_tags(document.spans, markup.spans if markup else [])
        elif document.words:
            document.names = self._names_of_words(document.words, spans)
        chunk = [document.words[begin:end] for begin, end in document.sentences]
        for markup in self.morph.map(chunk):
            document.tags += [token.tag for token in markup.tokens]
        for markup in self.syntax.map(chunk):
            document.heads += [int(token.head_id) for token in markup.tokens]
            document.relations += [token.rel for token in markup.tokens]

    def _names_of_words(self, words, spans):
        """The published call takes a text and cuts it itself; here its inside is fed with the words as given."""
        from slovnet.bio import bio_spans
        from slovnet.token import Token
        infer = self.ner.infer
        tags = next(infer.decoder(infer.process(infer.encoder([words]))))
        return name_tags(spans, list(bio_spans([Token(*span, word) for span, word in zip(spans, words)], tags)))

    # Scores. What a margin is: how much worse the reference finds an answer than its own.

    def _scores(self, key, words):
        """What a model gives for one sequence; the last one is kept."""
        asked, scores = self._asked.get(key, (None, None))
        if asked != words:
            infer = getattr(self, key).infer
            given = infer.encoder.input([infer.encoder.item(words)])
            scores = infer.model(given.word_id, given.shape_id, given.pad_mask)
            self._asked[key] = (words, scores)
        return scores

    def name_margins(self, words):
        """Of each token of a text: the best sequence of tags against the best one that has another tag here."""
        emissions = self._scores("ner", words)[0].astype(np.float64)
        step = self.ner.infer.model.head.crf.transitions.array.astype(np.float64)
        forward, backward = np.zeros_like(emissions), np.zeros_like(emissions)
        forward[0] = emissions[0]
        for t in range(1, len(emissions)):
            forward[t] = (forward[t - 1][:, None] + step).max(0) + emissions[t]
        for t in range(len(emissions) - 2, -1, -1):
            backward[t] = (step + (emissions[t + 1] + backward[t + 1])[None, :]).max(1)
        best = np.sort(forward + backward, axis=1)
        return best[:, -1] - best[:, -2]

    def tag_margin(self, words, t, tag):
        scores = self._scores("morph", words)[0][t]
        vocabulary = self.morph.infer.decoder.tags_vocab
        return float(scores.max() - scores[vocabulary.encode(tag)]) if tag in vocabulary.item_ids else float("inf")

    def head_margin(self, words, t, head):
        scores = self._scores("syntax", words).head_id[0][t]
        return float(scores.max() - scores[head]) if head < len(scores) else float("inf")

    def relation_margin(self, words, t, relation):
        scores = self._scores("syntax", words).rel_id[0][t]
        vocabulary = self.syntax.infer.decoder.rels_vocab
        return float(scores.max() - scores[vocabulary.encode(relation)]) if relation in vocabulary.item_ids else float("inf")

    def least_margins(self, document):
        """{output: the least margin of any token}"""
        least = {"names": float(min(self.name_margins(document.words), default=np.inf))}
        for key in ("tags", "heads", "relations"):
            least[key] = float("inf")
        for begin, end in document.sentences:
            words = document.words[begin:end]
            syntax = self._scores("syntax", words)
            for key, scores in (("tags", self._scores("morph", words)), ("heads", syntax.head_id), ("relations", syntax.rel_id)):
                best = np.sort(scores[0], axis=-1)
                least[key] = min(least[key], float((best[:, -1] - best[:, -2]).min()))
        return least


def conllu(doc_id, text, document):
    """As `letopis parse --without all --float32` prints it; the lemma, which the reference lacks, is _."""
    lines = [f"# newdoc id = {doc_id}"]
    for number, (begin, end) in enumerate(document.sentences, 1):
        covered = text[document.spans[begin][0]:document.spans[end - 1][1]]
        for blank in "\n\r\t":
            covered = covered.replace(blank, " ")
        lines += [f"# sent_id = {number}", f"# text = {covered}"]
        for t in range(begin, end):
            start, stop = document.spans[t]
            upos, _, feats = document.tags[t].partition("|")
            misc = f"start_char={start}|end_char={stop}"
            if document.names[t] != "O":
                misc += "|NER=" + document.names[t]
            if t + 1 < end and document.spans[t + 1][0] == stop:
                misc += "|SpaceAfter=No"
            lines.append("\t".join([str(t - begin + 1), document.words[t], "_", upos, "_", feats or "_", str(document.heads[t]),
                                    document.relations[t], "_", misc]))
        lines.append("")
    return "\n".join(lines) + "\n"


def articles(folder):
    """(id, text) of the .txt and .jsonl files of a folder, in the order of their names; what is no UTF-8 is windows-1251."""
    for path in sorted(pathlib.Path(folder).iterdir()):
        if path.name == "manifest.jsonl" or path.suffix not in (".txt", ".jsonl"):
            continue
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1251")
        if path.suffix == ".txt":
            yield f"{folder}/{path.name}", text
        else:
            for number, line in enumerate(text.splitlines(), 1):
                yield f"{folder}/{path.name}#{number}", json.loads(line)["text"]
