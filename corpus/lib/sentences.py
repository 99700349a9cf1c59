"""Sentences, numbered from 1. The numbers stand in mark-up files, so these rules are fixed for ever.

A line break ends a sentence. Inside a line a sentence ends after . ! ? … with what closes (quotes, brackets) when blanks
follow and then a capital letter, a digit, or a mark that opens; not after an initial or a listed abbreviation.
"""
import re

ABBREVIATIONS = frozenset("""г гг в вв им ул пр просп пл д кв стр корп т тт тыс млн млрд трлн руб коп долл см ср ст п пп ч чел экз др проч
    обл р рр о оз пос дер св проф акад доц канд ген полк подполк кап лейт сер рис табл гл м шт ок напр англ нем фр лат итал исп
    янв фев февр мар апр авг сен сент окт ноя нояб дек тел доб изд ред соч изм зам гос""".split())
END = re.compile(r"[.!?…]+[»”\"')\]*_]*(?=\s)")
NEXT = re.compile(r"\s+[«“„\"'(\[*_—–-]*\s*[A-ZА-ЯЁ0-9]")
LAST_WORD = re.compile(r"[^\W\d_]+$")


def ends(line, match):
    if not NEXT.match(line, match.end()):
        return False
    word = LAST_WORD.search(line, 0, match.start())
    if word and match[0] == ".":
        if word[0].lower() in ABBREVIATIONS:
            return False
        if len(word[0]) == 1 and word[0].isupper():
            return False
    return True


def sentences(text):
    """[(begin, end)] of all sentences, without blanks at their edges."""
    found, begin = [], 0
    for line in text.split("\n"):
        cuts = [match.end() for match in END.finditer(line) if ends(line, match)]
        for left, right in zip([0] + cuts, cuts + [len(line)]):
            part = line[left:right]
            if part.strip():
                start = begin + left + len(part) - len(part.lstrip())
                found.append((start, start + len(part.strip())))
        begin += len(line) + 1
    return found
