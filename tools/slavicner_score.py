#!/usr/bin/env python3
"""Scores normal forms against SlavicNER's lemma column, exact, case folded: slavicner_score.py SLAVICNER SYSTEM [--errors].

SLAVICNER is the folder with ner/; SYSTEM what `letopis analyze --mentions SLAVICNER/ner SLAVICNER/raw` printed."""
import argparse
import collections
import csv
import json
import pathlib


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slavicner", type=pathlib.Path)
    parser.add_argument("system", type=argparse.FileType(encoding="utf-8"))
    parser.add_argument("--errors", action="store_true", help="each wrong form: how often, type, words, lemma, ours")
    args = parser.parse_args()
    gold = {path.stem: path for path in (args.slavicner / "ner").glob("*/ru/*.tsv")}
    right, total, wrong = collections.Counter(), collections.Counter(), collections.Counter()
    for line in args.system:
        analysis = json.loads(line)
        ours = {(m["begin"], m["end"]): m["normal"] for m in analysis["mentions"]}
        with open(gold[pathlib.Path(analysis["doc"]).stem], encoding="utf-8", newline="") as file:
            for begin, end, words, lemma, kind, *_ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                normal = ours.get((int(begin), int(end)), "")
                for key in (kind, "all"):
                    total[key] += 1
                    right[key] += normal.casefold() == lemma.casefold()
                if normal.casefold() != lemma.casefold():
                    wrong[kind, words, lemma, normal] += 1
    for kind in sorted(total):
        print(f"{kind}\t{right[kind]}\t{total[kind]}\t{right[kind] / total[kind]:.4f}")
    if args.errors:
        for (kind, words, lemma, normal), count in wrong.most_common():
            print(count, kind, words, lemma, normal, sep="\t")


if __name__ == "__main__":
    main()
