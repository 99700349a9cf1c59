#!/usr/bin/env python3
"""All figures of docs/quality.md in one run: quality.py LETOPIS SHARED FOLDER. SHARED holds gold/, corpus/seeds and data/; FOLDER takes
what is made on the way. Prints Markdown: five annotated articles, the corpus's parts, names, words and syntax."""
import csv
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LETOPIS, SHARED, OUT = (pathlib.Path(arg).resolve() for arg in sys.argv[1:4])
# Metric, and where its figure stands under the scorer's flat keys.
LAYERS = ["boilerplate.chars", "mentions.exact", "identity.lea", "times.span", "times.interval", "figures.value", "quotes.detection",
          "quotes.speaker", "events.lenient", "events.strict", "events.roles_coarse", "statuses.lenient", "statuses.standing.lenient",
          "disputes.pairs"]
SHARES = ["quotes.kind", "quotes.via", "events.modality", "events.attribution", "events.date.overlap", "statuses.valid_from_interval",
          "statuses.modality", "statuses.said_by"]


def run(*command, to=None):
    with open(to or "/dev/null", "w", encoding="utf-8") as out:
        done = subprocess.run(list(map(str, command)), stdout=out if to else subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"quality: {' '.join(map(str, command))[:200]} gave {done.returncode}: {done.stderr[-800:]}")
    return done.stdout


def score(gold, system):
    table = run(sys.executable, SHARED / "gold" / "score.py", "--gold", *gold, "--system", system, "--json")
    return json.loads(table)


def flat(report):
    return report.get("pooled", report)


def parts():
    """{part: texts' ids} of the corpus."""
    with open(ROOT / "corpus" / "texts.tsv", encoding="utf-8") as file:
        found = {}
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["part"], []).append(row["id"])
        return found


def articles():
    """{column: pooled figures}"""
    seeds = OUT / "seeds.jsonl"
    run(LETOPIS, "analyze", SHARED / "corpus" / "seeds", "--quiet", to=seeds)
    columns = {"five articles": flat(score(sorted((SHARED / "gold").glob("0*.json")), seeds))}
    corpus = OUT / "corpus"
    run(sys.executable, ROOT / "corpus" / "tool", "build", "--data", SHARED / "data", "--out", corpus)
    system = OUT / "corpus.jsonl"
    run(LETOPIS, "analyze", corpus / "texts", "--manifest", corpus / "manifest.jsonl", "--quiet", to=system)
    for part, ids in parts().items():
        columns[f"corpus, {part} part"] = flat(score([corpus / "gold" / f"{key}.json" for key in ids], system))
    return columns


def cell(figures, key):
    value = figures.get(key)
    return "-" if value is None else f"{value:.3f}"


def print_articles(columns):
    """The two that nobody grew rules on, or knows by heart, in full; of the others F1 alone."""
    full, short = ["five articles", "corpus, report part"], ["corpus, develop part", "corpus, learn part"]
    print("| layer | " + " | ".join([f"{name}: P | R | F1" for name in full] + [f"{name}: F1" for name in short]) + " |")
    print("|---|" + "---:|" * (3 * len(full) + len(short)))
    for layer in LAYERS:
        cells = [cell(columns[name], f"{layer}.{what}") for name in full for what in ("precision", "recall", "f1")]
        print(f"| {layer} | " + " | ".join(cells + [cell(columns[name], f"{layer}.f1") for name in short]) + " |")
    for share in SHARES:
        cells = [text for name in full for text in ("", "", cell(columns[name], f"{share}.accuracy"))]
        print(f"| {share} | " + " | ".join(cells + [cell(columns[name], f"{share}.accuracy") for name in short]) + " |")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    print_articles(articles())
    words = sorted((SHARED / "data" / "ud").glob("*.conllu"))
    gold = OUT / "gold.conllu"
    gold.write_text("".join(path.read_text(encoding="utf-8") for path in words), encoding="utf-8")
    run(LETOPIS, "parse", "--input", "conllu", gold, to=OUT / "parsed.conllu")
    print("\nUniversal Dependencies, gold words:\n")
    print(run(sys.executable, SHARED / "gold" / "ud_score.py", gold, OUT / "parsed.conllu"))
    names = OUT / "names.jsonl"
    devset = SHARED / "data" / "factrueval" / "devset"
    run(LETOPIS, "analyze", "--flat-names", devset, "--quiet", to=names)
    print("factRuEval, devset:\n")
    print(run(sys.executable, SHARED / "gold" / "nerel_score.py", "factrueval", "--gold", devset, "--system", names))


if __name__ == "__main__":
    main()
