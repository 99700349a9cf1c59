#!/usr/bin/env python3
"""Twelve questions of an analyst, asked of the five annotated articles and of five invented ones that run in parallel to them:
questions.py LETOPIS seeds|samples. Each answer is held against the words that prove it. 77: skipped, models or articles are missing."""
import json
import os
import re
import subprocess
import sys
import tempfile

PROGRAM, WHICH = os.path.abspath(sys.argv[1]), sys.argv[2]
PACKS = os.path.abspath(os.environ.get("LETOPIS_PACKS", "build/packs"))
SEEDS = os.path.join(os.path.abspath(os.environ.get("LETOPIS_SHARED", "../shared")), "corpus", "seeds")

# What the two sets of articles tell of each question.
KNOWN = {
    "seeds": {
        "articles": [SEEDS], "options": [],
        "first": "state/kazakhstan", "second": "state/russia", "names": ("Казахстан", "Россия"), "body": "org/brics",
        "inviter": "person/putin", "partners": {"state/belarus", "state/cuba", "state/uzbekistan", "state/kazakhstan"},
        "level": "comprehensive_strategic_partnership_and_alliance", "before": "strategic_partnership", "declaration": "Деклараци",
        "planned": ("person/tokayev", "state/russia", "2025-11-11/2025-11-12"), "held": ("person/putin", "state/kazakhstan", "2024-11"),
        "announced": ("state/kazakhstan", "Авраама"), "documents": 14, "supply": ("person/putin", "газ", "state/uzbekistan"),
        "transit": ("person/tokayev", "энергоресурс"), "plant": "атомн", "plants": (3, "person/putin"),
        "trade": (30e9, "USD", "almost", "person/putin"), "frames": {"org/cis", "org/csto", "org/sco", "org/eaeu", "bloc/c5-1"},
        "expert": "person/sergey-markov", "opinion": "В-пятых", "day": "2025-11-10",
        "offices": {("Владимир Путин", "Россия", "президент"), ("Касым-Жомарт Токаев", "Казахстан", "президент"),
                    ("Дмитрий Песков", "Россия", "пресс-секретарь")},
        "telegram": ("person/putin", "высоком уровне"), "praise": ("person/tokayev", "великий лидер"),
        "op_ed": ("person/tokayev", "medium/rossiyskaya-gazeta"), "pressure": ("person/sergey-markov", "санкционного давления"),
    },
    "samples": {
        "articles": [f"samples/{name}" for name in sorted(os.listdir("samples")) if re.match(r"3[0-4]_", name)],
        "options": ["--world", "samples/world", "--manifest", "samples/manifest.jsonl"],
        "first": "state/veldoria", "second": "state/lestania", "names": ("Вельдория", "Лестания"), "body": "org/northern-harbours-union",
        "inviter": "person/kirill-olmar", "partners": {"state/veldoria", "state/norway", "state/iceland", "state/estonia", "state/latvia"},
        "level": "comprehensive_strategic_partnership_and_alliance", "before": "strategic_partnership", "declaration": "Деклараци",
        "planned": ("person/kirill-olmar", "state/veldoria", "2025-10-14/2025-10-15"),
        "held": ("person/radim-tarsov", "state/lestania", "2024-11"),
        "announced": ("state/lestania", "Парижск"), "documents": 9, "supply": ("person/kirill-olmar", "электроэнерги", "state/norway"),
        "transit": ("person/kirill-olmar", "энергоресурс"), "plant": "атомн", "plants": (2, "person/kirill-olmar"),
        "trade": (4e9, "USD", "almost", "person/kirill-olmar"), "frames": {"bloc/c5-1"},
        "expert": "person/pavel-ladov", "opinion": "Во-вторых", "day": "2025-10-13",
        "offices": {("Радим Тарсов", "Вельдория", "президент"), ("Кирилл Ольмар", "Лестания", "президент"),
                    ("Мирослав Гостев", "Вельдория", "министр иностранных дел")},
        "telegram": ("person/radim-tarsov", "высоком уровне"), "praise": ("person/kirill-olmar", "редкой выдержки"),
        "op_ed": ("person/kirill-olmar", "medium/veldinform"), "pressure": ("person/pavel-ladov", "санкционным давлением"),
    },
}[WHICH]


class Failure(Exception):
    pass


def letopis(*args):
    done = subprocess.run([PROGRAM, *args], capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1):
        raise Failure(f"letopis {' '.join(args)} gave {done.returncode}: {done.stderr[-500:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


class Told:
    """All claims of the analyses, and the chronicle made of the same articles."""

    def __init__(self, folder):
        k = KNOWN
        analyses = letopis("analyze", *k["articles"], *k["options"], "--quiet")
        self.events, self.statuses, self.quotes, self.figures = (
            [dict(item, doc=a["doc"]) for a in analyses for item in a[layer]] for layer in ("events", "statuses", "quotes", "figures"))
        self.names = {e["id"]: e["name"] for a in analyses for e in a["entities"]}
        self.db = os.path.join(folder, "questions.db")
        subprocess.run([PROGRAM, "add", *k["articles"], *k["options"], "--db", self.db, "--quiet"], check=True, capture_output=True)

    def one(self, what, items):
        """At least one answer, with its evidence in the text."""
        found = list(items)
        if not found:
            raise Failure(f"nothing says {what}")
        for item in found:
            if not all(e["text"] for e in item.get("evidence", [])):
                raise Failure(f"{what}: an answer without words")
        return found[0]

    def none(self, what, items):
        found = list(items)
        if found:
            raise Failure(f"{what}: {found[0]}")

    def status(self, **wanted):
        return [s for s in self.statuses if all(s[key] == value for key, value in wanted.items())]

    def act(self, act, modality):
        return [e for e in self.events if e["act"] == act and e["modality"] == modality]

    def words(self, ids):
        return " ".join(self.names.get(i, i) for i in ids)


def q01_who_is_invited_and_who_declines(t, k):
    t.one("who was invited, in whose words",
          (s for s in t.status(subject=k["first"], kind="membership", object=k["body"], value="invited") if s["said_by"][:1] == [k["inviter"]]))
    t.one("who declines, in its own words",
          (s for s in t.status(subject=k["first"], kind="membership", object=k["body"], modality="declined") if s["said_by"][:1] == [k["first"]]))
    missing = k["partners"] - {s["subject"] for s in t.status(kind="membership", object=k["body"], value="partner_state")}
    t.none("partners not found", missing)


def q02_how_the_level_of_relations_moved(t, k):
    s = t.one("the new level", (s for s in t.status(kind="relation-level", value=k["level"]) if {s["subject"], s["object"]} == {k["first"], k["second"]}))
    if not s["valid_from"]:
        raise Failure("the new level has no beginning")
    t.one("the document that moved it", (e for e in t.act("sign", "occurred") if k["declaration"] in t.words(e["roles"].get("instrument", []))))
    rows = letopis("status", *k["names"], "--kind", "relation-level", "--db", t.db, "--format", "jsonl")
    row = t.one("the level that stands", (r for r in rows if r["place"] == "stands" and r["value"] == k["level"]))
    if k["before"] not in row.get("replaced", ""):
        raise Failure(f"the level before is not told: {row}")


def q03_visits_planned_and_held(t, k):
    for modality, (visitor, host, when) in (("planned", k["planned"]), ("occurred", k["held"])):
        t.one(f"the visit {modality}", (e for e in t.act("visit", modality) if e["roles"].get("visitor") == [visitor]
                                        and e["roles"].get("host") == [host] and e["edtf"] == when))


def q04_what_is_announced_and_not_yet_done(t, k):
    who, what = k["announced"]
    t.one("what is only announced", (s for s in t.status(subject=who, kind="membership", modality="announced") if what in t.words([s["object"]])))
    t.none("told as done", (s for s in t.status(subject=who, kind="membership", modality="asserted") if what in t.words([s["object"]])))
    t.one("the signing that is planned", t.act("sign", "planned"))


def q05_how_many_documents(t, k):
    t.one("how many documents", (f for f in t.figures if f["unit"] == "document" and f["value"] == k["documents"]))


def q06_energy_transit_and_plants(t, k):
    speaker, what, receiver = k["supply"]
    t.one("the supply", (e for e in t.act("supply", "planned") if e["said_by"][:1] == [speaker] and receiver in e["roles"].get("recipient", [])
                         and what in t.words(e["roles"].get("object", [])) and e["roles"].get("transit")))
    speaker, what = k["transit"]
    t.one("the transit", (e for e in t.act("transit", "ongoing") if e["said_by"][:1] == [speaker] and what in t.words(e["roles"].get("object", []))))
    t.one("the plant", (s for s in t.status(kind="project") if k["plant"] in t.words([s["subject"]]) + s["evidence"][0]["text"]))
    count, speaker = k["plants"]
    t.one("the plants planned", (f for f in t.figures if f["value"] == count and f["said_by"][:1] == [speaker]))


def q07_trade_with_its_hedge(t, k):
    value, unit, approx, speaker = k["trade"]
    t.one("the trade", (f for f in t.figures if (f["value"], f["unit"], f["approx"]) == (value, unit, approx) and f["said_by"][:1] == [speaker]))


def q08_frames_of_cooperation_are_no_membership(t, k):
    t.none("a membership that nobody asserts", (s for s in t.status(kind="membership") if s["object"] in k["frames"]))


def q09_an_experts_list_is_opinion(t, k):
    quote = t.one("the list in the expert's words", (q for q in t.quotes if q["speaker"] == k["expert"] and k["opinion"] in q["text"]))
    t.none("told as the outlet's own", (e for e in t.events if e["doc"] == quote["doc"] and not e["said_by"] and any(
        quote["begin"] <= span["begin"] and span["end"] <= quote["end"] for span in e["evidence"])))


def q10_who_held_which_office_that_day(t, k):
    rows = letopis("status", "--kind", "office", "--at", k["day"], "--db", t.db, "--format", "jsonl")
    held = {(r["subject"], r["object"], r["post"]) for r in rows if r["place"] == "stands" and r["value"] == "in_office"}
    t.none("offices not found", k["offices"] - held)


def q11_telegram_praise_and_op_ed(t, k):
    for what, (speaker, words) in (("the telegram", k["telegram"]), ("the praise", k["praise"])):
        t.one(what, (q for q in t.quotes if q["speaker"] == speaker and words in q["text"]))
    t.one("the congratulation", t.act("congratulate", "occurred"))
    speaker, medium = k["op_ed"]
    t.one("the article in a paper", (q for q in t.quotes if q["speaker"] == speaker and medium in q["via"]))


def q12_pressure_of_sanctions_is_somebodys_word(t, k):
    speaker, words = k["pressure"]
    t.one("the pressure", (q for q in t.quotes if q["speaker"] == speaker and words in q["text"]))
    t.none("sanctions told as the outlet's own news", (e for e in t.act("sanction", "occurred") if not e["said_by"] and e["core"]))


def main():
    if not os.path.exists(os.path.join(PACKS, "natasha.pack")) or not all(os.path.exists(a) for a in KNOWN["articles"]):
        print("skipped: the models or the articles are not there")
        return 77
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        told = Told(folder)
        for name, question in sorted(globals().items()):
            if not re.match(r"q\d\d_", name):
                continue
            try:
                question(told, KNOWN)
            except Failure as failure:
                failed += 1
                print(f"{name}: {failure}")
    print(f"{12 - failed} of 12 questions answered")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
