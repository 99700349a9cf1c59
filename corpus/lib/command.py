"""The command line of corpus/tool."""
import argparse
import json
import os
import pathlib
import sys

from . import layout, schema, selection, source
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


def check_folder(folder, texts, data, known_only=True):
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


def run_check(options):
    texts = read_texts(options.texts)
    labels, faults = check_folder(options.labels, texts, options.data)
    total = {name: 0 for name in ("mentions", "quotes", "times", "figures", "events", "statuses", "disputes")}
    for item in labels.values():
        for name, count in counts(item).items():
            total[name] += count
    report = {"texts": len(labels), "characters": sum(texts[key].characters for key in labels), **total, "faults": len(faults)}
    for fault in faults:
        say(fault)
    print(json.dumps(report) if options.json else "\n".join(f"{name:12}{count:8}" for name, count in report.items()))
    return 1 if faults else 0


def parser():
    environment = os.environ
    root = argparse.ArgumentParser(prog="corpus/tool", description=__doc__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", default=environment.get("CORPUS_DATA"), help="folder of the data sets (default: $CORPUS_DATA)")
    common.add_argument("--texts", default=str(TEXTS), help="the list of texts (default: the corpus's own)")
    known = argparse.ArgumentParser(add_help=False)
    known.add_argument("--mentions", default=environment.get("CORPUS_MENTIONS"),
                       help="output of letopis analyze, for posts (default: $CORPUS_MENTIONS)")
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
    sub = verb("check", run_check, "check all labels, count, and tell the agreement of independent markings")
    sub.add_argument("--labels", default=str(LABELS))
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
