#!/usr/bin/env python3
"""letopis parse and the published Python stack side by side: the same articles, the same columns of CoNLL-U, one after the other in
several rounds, two workers each. Prints rates and the ratio of the two with its spread, and the arithmetic floor.

side_by_side.py PROGRAM TEXTS PYTHON MODELS OUT [--first N] [--most N] [--rounds N] [--peak PROGRAM]

PROGRAM  letopis
TEXTS    a folder of articles (.txt, or .json with `text`); those of fewer than --first code points are left out, the others cut there
PYTHON   the interpreter of an environment with packaging/reference.txt
MODELS   emb/ and model/ of the wheel of models
OUT      a folder for articles.jsonl and what the two write
--peak   a benchmark program with BM_Peak: multiply-adds per second of as many cores
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
WORKERS = 2


def articles(folder, first, most):
    """Texts cut to `first` code points, in the order of paths."""
    taken = []
    for root, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(root, name)
            if name.endswith(".txt"):
                with open(path, encoding="utf-8", errors="replace") as file:
                    text = file.read()
            elif name.endswith(".json"):
                with open(path, encoding="utf-8") as file:
                    record = json.load(file)
                text = record.get("text", "") if isinstance(record, dict) else ""
            else:
                continue
            if len(text) >= first:
                taken.append(text[:first])
            if len(taken) == most:
                return taken
    return taken


def timed(command, out=None):
    """Wall clock of a command, and what it printed (to `out` where given)."""
    start = time.monotonic()
    if out is None:
        done = subprocess.run(command, stdout=subprocess.PIPE)
    else:
        with open(out, "wb") as file:
            done = subprocess.run(command, stdout=file)
    took = time.monotonic() - start
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return took, done.stdout


def words(path):
    """How many lines of CoNLL-U are words, and in how many sentences."""
    tokens = sentences = 0
    with open(path, encoding="utf-8") as file:
        for line in file:
            tokens += line[0].isdigit()
            sentences += line.startswith("# sent_id")
    return tokens, sentences


def spread(values):
    return f"{statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("program", "texts", "python", "models", "out"):
        parser.add_argument(name)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--peak")
    options = parser.parse_args()

    os.makedirs(options.out, exist_ok=True)
    texts = articles(options.texts, options.first, options.most)
    if not texts:
        sys.exit(f"{options.texts} has no article of {options.first} code points")
    paths = {name: os.path.join(options.out, name) for name in ("articles.jsonl", "one.jsonl", "letopis.conllu", "reference.conllu")}
    for name, some in (("articles.jsonl", texts), ("one.jsonl", texts[:1])):
        with open(paths[name], "w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in some)
    parse = [options.program, "parse", "--threads", str(WORKERS)]
    reference = [options.python, os.path.join(HERE, "reference.py"), options.models, paths["articles.jsonl"], paths["reference.conllu"],
                 "--processes", str(WORKERS), "--batch", str(options.batch)]

    print(f"{len(texts)} articles of {options.first} code points, {WORKERS} workers each, {options.rounds} rounds")
    whole, inside, starts = [], [], []
    rates = {"letopis": [], "reference": []}
    timed(parse + [paths["one.jsonl"]])  # files into the cache
    for _ in range(options.rounds):
        start, _ = timed(parse + [paths["one.jsonl"]])
        ours, _ = timed(parse + [paths["articles.jsonl"]], paths["letopis.conllu"])
        theirs, said = timed(reference)
        working = json.loads(said)["seconds"]
        starts.append(start * 1000)
        whole.append(theirs / ours)
        inside.append(working / (ours - start))
        rates["letopis"].append(len(texts) / (ours - start))
        rates["reference"].append(len(texts) / working)
        print(f"  letopis {ours:.2f} s, of that start to first answer {start:.3f} s; reference {theirs:.2f} s, of that at work "
              f"{working:.2f} s", flush=True)
    ours, theirs = words(paths["letopis.conllu"]), words(paths["reference.conllu"])
    print(f"words and sentences: letopis {ours[0]} and {ours[1]}, reference {theirs[0]} and {theirs[1]}")
    print("median (least to most):")
    print(f"  start to first answer, ms     {spread(starts)}")
    print(f"  letopis, articles/s           {spread(rates['letopis'])}")
    print(f"  reference, articles/s         {spread(rates['reference'])}")
    print(f"  ratio, models loaded          {spread(inside)}")
    print(f"  ratio, start-up included      {spread(whole)}")
    if options.peak:
        floor(options, ours[0], ours[0] / max(1, ours[1]), statistics.median(rates["letopis"]) * ours[0] / len(texts))


def floor(options, tokens, length, rate):
    """Multiply-adds per token of the models' layers as published, over the peak of this core: no way of multiplying all of them in
    float32 is faster than that. `length` is the mean size of a sentence, `rate` our tokens per second."""
    _, said = timed([options.python, os.path.join(HERE, "multiply_adds.py"), options.models, str(length)])
    counts = json.loads(said)
    _, said = timed([options.peak, f"--benchmark_filter=^BM_Peak.*threads:{WORKERS}$", "--benchmark_format=json"])
    peak = {b["name"]: b["multiply_adds"] for b in json.loads(said)["benchmarks"]}
    total = sum(sum(layers.values()) for layers in counts.values())
    first = sum(layers["first layer"] for layers in counts.values())
    print(f"multiply-adds per token: {total / 1e6:.3f} M, of that first layers {first / 1e6:.3f} M, which meet the same words again")
    for name, layers in counts.items():
        print(f"  {name:8} " + ", ".join(f"{layer} {count / 1e3:.1f} k" for layer, count in layers.items()))
    for name, least in sorted(peak.items()):
        print(f"{name}: {least / 1e9:.1f} G multiply-adds/s, enough for {least / total:.0f} tokens/s; letopis does {rate:.0f}, "
              f"{rate * total / least:.2f} of it")


if __name__ == "__main__":
    main()
