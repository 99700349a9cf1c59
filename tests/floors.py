#!/usr/bin/env python3
"""The house's rules that a script can see (docs/architecture.md). Prints each breach with file and line; exit 1 if any.

floors.py [ROOT]     check the tree
floors.py --self     check that breaches are found
"""
import os
import re
import sys
import tempfile

FLOORS = [["base"], ["doc"], ["read", "text", "morph", "nn", "rules", "world", "store"], ["extract", "chronicle", "export"],
          ["run"], ["cli"]]
FLOOR = {folder: number for number, folders in enumerate(FLOORS) for folder in folders}
THREADS = re.compile(r"#include <(thread|mutex|atomic|condition_variable|future|shared_mutex)>|std::(async|jthread|thread)\b")
LAZY = "src/base/lazy.h"  # what it keeps is as immutable to its users as if it had been made at opening
PRINTS = re.compile(r"std::(cout|cerr|clog)\b|\b(printf|puts|putchar)\s*\((?!')|\bfprintf\s*\(\s*(stdout|stderr)|\b(std::)?(exit|_exit|abort|quick_exit)\s*\(")
CYRILLIC = re.compile("[\u0400-\u04ff]")


def may_see(folder, other):
    """A folder sees itself and every lower floor; siblings do not see each other."""
    return other == folder or FLOOR[other] < FLOOR[folder]


def breaches(root):
    source = os.path.join(root, "src")
    for folder in sorted(os.listdir(source)):
        path = os.path.join(source, folder)
        if not os.path.isdir(path):
            continue
        if folder not in FLOOR:
            yield f"src/{folder}: a folder without a floor; add it to docs/architecture.md and tests/floors.py"
            continue
        for name in sorted(os.listdir(path)):
            place = f"src/{folder}/{name}"
            with open(os.path.join(path, name), encoding="utf-8") as file:
                lines = file.read().split("\n")
            if name == "CMakeLists.txt":
                for number, line in enumerate(lines, 1):
                    if "TEST_LINK" in line:
                        line = line[: line.index("TEST_LINK")]
                    for other in re.findall(r"letopis_(\w+)", line):
                        if other in FLOOR and not may_see(folder, other):
                            yield f"{place}:{number}: links letopis_{other}, which is not below {folder}"
                continue
            test = name.endswith(("_test.cc", "_bench.cc")) or name.startswith("test_")
            for number, line in enumerate(lines, 1):
                where = f"{place}:{number}"
                include = re.match(r'#include "(\w+)/', line)
                if include and include.group(1) in FLOOR and not may_see(folder, include.group(1)) and not test:
                    yield f"{where}: includes {include.group(1)}/, which is not below {folder}/"
                if test:
                    continue
                if folder not in ("run", "cli") and place != LAZY and THREADS.search(line):
                    yield f"{where}: threads and locks live in run/"
                if folder != "cli" and PRINTS.search(line):
                    yield f"{where}: only cli/ prints and exits"
                if name.endswith((".cc", ".h")) and CYRILLIC.search(line):
                    yield f"{where}: words of a language belong to data/"


def self_test():
    bad = {"src/doc/a.h": '#include "nn/b.h"', "src/nn/c.cc": '#include "text/d.h"', "src/text/e.cc": "#include <thread>",
           "src/store/f.cc": "std::cout << 1;", "src/rules/g.cc": "exit(2);", "src/world/h.cc": "// \u0441\u043b\u043e\u0432\u043e",
           "src/base/CMakeLists.txt": "letopis_library(base LINK letopis_doc)", "src/attic/i.cc": ""}
    good = {"src/cli/j.cc": '#include "run/k.h"\nstd::cout << 1;', "src/run/l.cc": "#include <thread>", "src/nn/m_test.cc": "// \u0441"}
    with tempfile.TemporaryDirectory() as root:
        for path, text in {**bad, **good}.items():
            os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        found = list(breaches(root))
        missed = [path for path in bad if not any(f.startswith(path.rsplit("/", 1)[0] if "attic" in path else path) for f in found)]
        wrong = [f for f in found if any(f.startswith(path) for path in good)]
    for path in missed:
        print(f"self-test: no breach found in {path}")
    for finding in wrong:
        print(f"self-test: wrongly found {finding}")
    return not missed and not wrong


def main():
    if "--self" in sys.argv:
        sys.exit(0 if self_test() else 1)
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    found = list(breaches(root))
    print("\n".join(found))
    sys.exit(1 if found else 0)


main()
