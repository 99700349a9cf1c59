"""The command line of corpus/tool."""
import argparse
import json
import os
import pathlib
import sys

from . import agreement, build, layout, schema, selection, source
from .base import INDEPENDENT, LABELS, TEXTS, Fault, canonical, read_json, read_texts, read_utf8, write, write_texts
from .check import Checker, counts, name_of
from .markup import Reader


def say(*words):
    print(*words, file=sys.stderr)


def analyses(options):
    return source.read_analyses(options.mentions) if options.mentions else {}


def run_select(options):
    texts, sizes = selection.select(options.data)
    write_texts(texts, options.texts)
    for kind in sorted(sizes):
        chosen = [text for text in texts if text.set == kind]
        print(f"{kind}: {len(chosen)} of {sizes[kind]} that qualify, {sum(text.characters for text in chosen)} characters")
    parts = {part: [text for text in texts if text.part == part] for part in ("learn", "develop", "report")}
    print(", ".join(f"{part}: {len(rows)}" for part, rows in parts.items()), f"twice: {sum(t.twice for t in texts)}",
          f"third: {sum(t.third for t in texts)}", f"characters: {sum(t.characters for t in texts)}", sep=", ")
    return 0


def run_layout(options):
    texts, known = read_texts(options.texts), analyses(options)
    names = {}
    if options.mentions:
        for line in read_utf8(options.mentions).split("\n"):
            if line.strip():
                analysis = json.loads(line)
                names[pathlib.PurePath(analysis["doc"]).stem] = {e["id"]: e["name"] for e in analysis["entities"]}
    unknown = [key for key in options.ids if key not in texts]
    if unknown:
        raise Fault(f"not in texts.tsv: {', '.join(unknown)}")
    for key in options.ids or texts:
        text = texts[key]
        laid = layout.layout(text, options.data, source.mentions(text, options.data, known), names.get(key))
        if options.out:
            write(pathlib.Path(options.out) / f"{key}.txt", laid)
        else:
            print(laid, end="")
    return 0


def run_compile(options):
    texts, known, acts, faults = read_texts(options.texts), analyses(options), schema.read_acts(), 0
    for path in options.files:
        key = pathlib.Path(path).stem
        try:
            if key not in texts:
                raise Fault(f"{path}:1: {key} is not in texts.tsv")
            text = texts[key]
            reader = Reader(path, read_utf8(path), source.content(text, options.data), text,
                            source.mentions(text, options.data, known), source.published(text, options.data), acts)
            labels = reader.compile()
        except Fault as fault:
            say(fault)
            faults += 1
            continue
        for line, why in reader.faults:
            say(f"{path}:{line}: {why}")
        faults += len(reader.faults)
        if labels is not None:
            write(pathlib.Path(options.out) / f"{key}.json", canonical(labels))
            print(f"{key}: " + ", ".join(f"{count} {name}" for name, count in counts(labels).items()))
    if faults:
        say(f"{faults} faults")
    return 1 if faults else 0


def check_folder(folder, texts, data):
    """(labels by id, faults) of a folder of labels."""
    found, faults = {}, []
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        try:
            labels = read_json(path)
            if path.stem not in texts:
                raise Fault(f"{path}: {path.stem} is not in texts.tsv")
            text = texts[path.stem]
            content, day = source.content(text, data), source.published(text, data)
        except Fault as fault:
            faults.append(str(fault))
            continue
        try:
            faults += [f"{path}: {name_of(labels, where)}: {why}" for where, why in Checker(labels, content, text, day).run()]
            if canonical(labels).encode() != path.read_bytes():
                faults.append(f"{path}: not in the canonical form; compile it again")
            found[path.stem] = labels
        except (AttributeError, KeyError, TypeError) as error:
            faults.append(f"{path}: not in the form of the schema ({type(error).__name__}: {error})")
    return found, faults


def independent_agreement(options, texts):
    """(agreement of the two committed independent markings, faults); ({}, []) where there are none yet."""
    folders = [pathlib.Path(options.independent) / side for side in "ab"]
    if not any(folder.is_dir() for folder in folders):
        return {}, []
    faults = []
    for folder in folders:
        found, wrong = check_folder(folder, texts, options.data)
        faults += wrong
        faults += [f"{folder}: {key} is marked twice and not here" for key, text in texts.items() if text.twice and key not in found]
    if faults:
        return {}, faults
    score = agreement.scorer(options.data, options.gold)
    counters = agreement.pooled(score, *map(agreement.files, folders))
    return agreement.flat(score, counters), []


def run_check(options):
    texts = read_texts(options.texts)
    labels, faults = check_folder(options.labels, texts, options.data)
    if not options.partial:
        faults += [f"{options.labels}: no labels of {key}" for key in texts if key not in labels]
    agreed, wrong = independent_agreement(options, texts)
    faults += wrong
    total = {name: 0 for name in ("mentions", "quotes", "times", "figures", "events", "statuses", "disputes")}
    for item in labels.values():
        for name, count in counts(item).items():
            total[name] += count
    report = {"texts": len(labels), "characters": sum(texts[key].characters for key in labels), **total, "faults": len(faults),
              "agreement": agreed}
    for fault in faults:
        say(fault)
    if options.json:
        print(json.dumps(report))
    else:
        rows = [*report.items()][:-1] + list(agreed.items())
        print("\n".join(f"{name:36}{'-' if value is None else value:>10}" for name, value in rows))
    return 1 if faults else 0


def run_build(options):
    texts = read_texts(options.texts)
    _, faults = check_folder(options.labels, texts, options.data)
    for fault in faults:
        say(fault)
    if faults:
        return 1
    print(f"{build.build(options.labels, texts, options.data, options.out)} texts in {options.out}")
    return 0


def run_score(options):
    score = agreement.scorer(options.data, options.gold)
    counters = agreement.pooled(score, agreement.files(options.a), agreement.files(options.b))
    print(json.dumps(agreement.flat(score, counters)) if options.json else score.table(counters))
    return 0


def run_diff(options):
    score, texts = agreement.scorer(options.data, options.gold), read_texts(options.texts)
    a, b = agreement.files(options.a), agreement.files(options.b)
    shared = [key for key in a if key in b]
    if not shared:
        raise Fault(f"{options.a} and {options.b} have no text in common")
    for key in shared:
        if key not in texts:
            raise Fault(f"{a[key]}: {key} is not in texts.tsv")
        content = source.content(texts[key], options.data)
        print(f"== {key}   A {a[key]}   B {b[key]}")
        print("\n".join(agreement.side_by_side(score, read_json(a[key]), read_json(b[key]), content, options.both)))
    return 0


def parser():
    environment = os.environ
    root = argparse.ArgumentParser(prog="corpus/tool", description=__doc__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", default=environment.get("CORPUS_DATA"), help="folder of the data sets (default: $CORPUS_DATA)")
    common.add_argument("--texts", default=str(TEXTS), help="the list of texts (default: the corpus's own)")
    known = argparse.ArgumentParser(add_help=False)
    known.add_argument("--mentions", default=environment.get("CORPUS_MENTIONS"),
                       help="output of letopis analyze, for posts (default: $CORPUS_MENTIONS)")
    scorer = argparse.ArgumentParser(add_help=False)
    scorer.add_argument("--gold", help="folder of score.py (default: gold, beside the data sets)")
    verbs = root.add_subparsers(dest="verb", required=True)

    def verb(name, run, help, parents=(common,)):
        sub = verbs.add_parser(name, help=help, parents=parents)
        sub.set_defaults(run=run)
        return sub
    verb("select", run_select, "choose the texts, write texts.tsv")
    sub = verb("layout", run_layout, "texts with numbered sentences, known mentions and mark-up to mend", (common, known))
    sub.add_argument("ids", nargs="*", metavar="ID", help="default: all")
    sub.add_argument("--out", help="folder for ID.txt (default: standard output)")
    sub = verb("compile", run_compile, "mark-up to labels", (common, known))
    sub.add_argument("files", nargs="+", metavar="FILE.mk")
    sub.add_argument("--out", default=str(LABELS), help="folder for ID.json (default: the corpus's own)")
    sub = verb("check", run_check, "check all labels, count, and tell the agreement of independent markings", (common, scorer))
    sub.add_argument("--labels", default=str(LABELS))
    sub.add_argument("--independent", default=str(INDEPENDENT), help="folder of the two markings a/ and b/")
    sub.add_argument("--partial", action="store_true", help="texts without labels are no fault")
    sub.add_argument("--json", action="store_true")
    sub = verb("build", run_build, "texts, annotations with their slices, mark-up and a manifest, from labels")
    sub.add_argument("--labels", default=str(LABELS))
    sub.add_argument("--out", required=True)
    sub = verb("diff", run_diff, "two markings side by side", (common, scorer))
    sub.add_argument("a", metavar="A")
    sub.add_argument("b", metavar="B")
    sub.add_argument("--both", action="store_true", help="show also what is the same")
    sub = verb("score", run_score, "agreement of two markings (files or folders), A taken as gold", (common, scorer))
    sub.add_argument("a", metavar="A")
    sub.add_argument("b", metavar="B")
    sub.add_argument("--json", action="store_true")
    return root


def main(arguments):
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        if not options.data:
            raise Fault("give the folder of data sets: --data DIR or $CORPUS_DATA")
        return options.run(options)
    except Fault as fault:
        say(f"corpus/tool: {fault}")
        return 1
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
        return 0
