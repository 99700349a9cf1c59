"""Tokens of a line of mark-up, and the spans that they mean in a text: known mentions, sentences, quoted strings."""
import re

from .check import EDGE, splits_word
from .sentences import sentences

ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")
MENTION = re.compile(r"m(\d+)([a-z]?)")
SENTENCES = re.compile(r"S(\d+)(?:-S?(\d+))?([a-z]?)")
BEFORE_QUOTED, AFTER_QUOTED = re.compile(r"(?:S(\d+))?"), re.compile(r"(?:#(\d+))?(?:S(\d+))?(\*?)([a-z]?)")


class Wrong(Exception):
    """A fault of the line that is being read."""


# --------------------------------------------------------------------------------------------------------------- words

def tokens(line):
    """Tokens of a line; each a list of parts: text, and [text] where it was quoted with "…" or `…`."""
    out, at = [], 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        if line[at] == "#" and line[at + 1:at + 2] in ("", " ", "\t", "\n"):  # a comment, up to the end of its line
            at = (line + "\n").index("\n", at)
            continue
        parts = []
        while at < len(line) and not line[at].isspace():
            mark = line[at]
            if mark in "\"`":
                at, quoted = at + 1, []
                while at < len(line) and line[at] != mark:
                    if line[at] == "\\" and line[at + 1:at + 2] in (mark, "\\"):
                        at += 1
                    quoted.append(line[at])
                    at += 1
                if at == len(line):
                    raise Wrong(f"{mark} is not closed")
                parts.append(["".join(quoted)])
                at += 1
            else:
                start = at
                while at < len(line) and not line[at].isspace() and line[at] not in "\"`":
                    at += 1
                parts.append(line[start:at])
        out.append(parts)
    return out


def plain(token):
    """The word of a token without quotes; None where it has some."""
    return token[0] if len(token) == 1 and isinstance(token[0], str) else None


def quoted(token):
    """The string of a token that is one quoted string; else None."""
    return token[0][0] if len(token) == 1 and isinstance(token[0], list) else None


def shown(token):
    return "".join(part if isinstance(part, str) else f'"{part[0]}"' for part in token)


def logical_lines(source):
    """(line number, text) without comments; a line that begins with a blank goes on with the one above."""
    out = []
    for number, line in enumerate(source.split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and out:
            out[-1][1] += "\n" + line
        else:
            out.append([number, line])
    return out


# --------------------------------------------------------------------------------------------------------------- spans

def edges(text, begin, end):
    while begin < end and text[begin] in EDGE:
        begin += 1
    while end > begin and text[end - 1] in EDGE:
        end -= 1
    return begin, end


def trimmed(text, begin, end):
    """A span without blanks and punctuation at its edges, and without a quotation mark there whose fellow lies outside or
    at the other edge."""
    while True:
        begin, end = edges(text, begin, end)
        inner = text[begin:end]
        if len(inner) < 2:
            return begin, end
        first, last, straight = inner[0], inner[-1], inner.count('"')
        opens, closes = inner.count("«") + inner.count("„"), inner.count("»") + inner.count("“") + inner.count("”")
        around = first in "«„“" and last in "»“”" and opens == closes == 1 or first == last == '"' and straight == 2
        if around:
            begin, end = begin + 1, end - 1
        elif first in "«„“" and opens > closes or first == '"' and straight % 2:
            begin += 1
        elif last in "»“”" and closes > opens or last == '"' and straight % 2:
            end -= 1
        else:
            return begin, end


class Spans:
    """Finds what quoted strings mean in one text."""

    def __init__(self, text, mentions):
        self.text, self.mentions, self.sentences = text, mentions, sentences(text)

    def sentence(self, number):
        number = int(number)
        if not 1 <= number <= len(self.sentences):
            raise Wrong(f"there is no sentence S{number}; the last is S{len(self.sentences)}")
        return self.sentences[number - 1]

    def home(self, position):
        """Number of the sentence around a position."""
        return next((n for n, (begin, end) in enumerate(self.sentences, 1) if begin <= position < end), 0)

    def all(self, needle, begin, end, words=True):
        """Spans of a string between two positions; blanks match any blanks; only whole words count."""
        parts = needle.split()
        if not parts:
            raise Wrong("an empty string")
        pattern = re.compile(r"\s+".join(map(re.escape, parts)))
        found, at = [], begin
        while match := pattern.search(self.text, at, end):
            if not (words and splits_word(self.text, *match.span())):
                found.append(match.span())
            at = match.start() + 1
        return found

    def place(self, span):
        begin, end = span
        around = " ".join(self.text[max(0, begin - 15):end + 15].split())
        return f"S{self.home(begin)} …{around}…"

    def missing(self, needle, scope):
        elsewhere = self.all(needle, 0, len(self.text))
        inside = self.all(needle, *scope, words=False)
        if inside:
            hint = f"; it begins or ends inside a word: {self.place(inside[0])}"
        elif elsewhere:
            hint = "; it stands in " + ", ".join(dict.fromkeys(f"S{self.home(b)}" for b, _ in elsewhere))
        else:
            folded = re.search(r"\s+".join(map(re.escape, needle.split())), self.text, re.I)
            first = needle.split()[0]
            partly = self.all(first, *scope)
            hint = (f"; the text has {folded[0]!r}" if folded else
                    f"; its first word stands in {self.place(partly[0])}" if partly else "")
        return Wrong(f"{needle!r} does not stand {'there' if scope != (0, len(self.text)) else 'in the text'}{hint}")

    def pick(self, needle, scope, number, first=False, words=True):
        """One span of a string: the n-th, or the only one (with first: the first)."""
        found = self.all(needle, *scope, words=words)
        if not found:
            raise self.missing(needle, scope)
        if number:
            if number > len(found):
                raise Wrong(f"{needle!r} stands only {len(found)} times, there is no #{number}")
            return found[number - 1]
        if len(found) > 1 and not first:
            listed = "; ".join(f"#{n} {self.place(span)}" for n, span in enumerate(found[:8], 1))
            raise Wrong(f"{needle!r} is ambiguous, choose by S or #: {listed}")
        return found[0]

    def quoted(self, needle, sentence, number, last, words=True):
        """The span of S2"needle"#number S-last."""
        if last and not sentence:
            raise Wrong("give the sentence of the beginning too")
        scope = self.sentence(sentence) if sentence else (0, len(self.text))
        if not last and (not ELLIPSIS.search(needle) or self.all(needle, *scope, words=words)):
            return self.pick(needle, scope, number, words=words)
        pieces = ELLIPSIS.split(needle)
        if len(pieces) != 2 or not any(pieces):
            raise Wrong(f"{needle!r}: give a beginning … and an end")
        start, end = pieces
        if start:
            begin, close = self.pick(start, scope, number, first=bool(sentence), words=words)
            limit = self.sentence(last)[1] if last else self.sentence(self.home(begin))[1]
            if not end:
                return trimmed(self.text, begin, limit)
            within = self.sentence(last)[0] if last else close
            if last and self.home(begin) == int(last):
                within = close
            return begin, self.pick(end, (within, limit), 0, first=True, words=words)[1]
        span = self.pick(end, scope, number, first=bool(sentence), words=words)
        return trimmed(self.text, self.sentence(self.home(span[0]))[0], span[1])

    def is_span(self, token):
        word = plain(token)
        if word is not None:
            return bool(MENTION.fullmatch(word) or SENTENCES.fullmatch(word))
        strings = [n for n, part in enumerate(token) if isinstance(part, list)]
        if len(strings) != 1 or strings[0] > 1 or len(token) > strings[0] + 2:
            return False
        before = token[0] if strings[0] else ""
        after = token[-1] if len(token) > strings[0] + 1 else ""
        return bool(BEFORE_QUOTED.fullmatch(before) and AFTER_QUOTED.fullmatch(after))

    def read(self, token, loose=False, many=False):
        """[(begin, end)], form letter, known mention or None. loose: of boilerplate, up to the very edges."""
        if not self.is_span(token):
            raise Wrong(f"no span: {shown(token)}")
        word = plain(token)
        if word is not None:
            if match := MENTION.fullmatch(word):
                if not self.mentions:
                    raise Wrong(f"{word}: no mentions are known for this text (give --mentions)")
                if not 1 <= int(match[1]) <= len(self.mentions):
                    raise Wrong(f"there is no mention m{match[1]}; the last is m{len(self.mentions)}")
                known = self.mentions[int(match[1]) - 1]
                return [(known.begin, known.end)], match[2], known
            match = SENTENCES.fullmatch(word)
            span = self.sentence(match[1])[0], self.sentence(match[2] or match[1])[1]
            if span[0] >= span[1]:
                raise Wrong(f"{word}: the end stands before the beginning")
            return [span if loose else trimmed(self.text, *span)], match[3], None
        string = next(part[0] for part in token if isinstance(part, list))
        before = token[0] if isinstance(token[0], str) else ""
        number, last, star, letter = AFTER_QUOTED.fullmatch(token[-1] if isinstance(token[-1], str) else "").groups()
        sentence = BEFORE_QUOTED.fullmatch(before)[1]
        if star:
            if not many:
                raise Wrong("* is for mentions")
            scope = self.sentence(sentence) if sentence else (0, len(self.text))
            found = self.all(string, *scope)
            if not found:
                raise self.missing(string, scope)
            return found, letter, None
        span = self.quoted(string, sentence, int(number or 0), last, words=not loose)
        if span[0] >= span[1]:
            raise Wrong(f"{string!r}: nothing is left of it")
        return [span], letter, None
