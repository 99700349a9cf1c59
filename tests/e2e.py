#!/usr/bin/env python3
"""The program as people meet it: e2e.py LETOPIS CASE. Exit 0, 1 with what went wrong, or 77: skipped for want of models."""
import filecmp
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
PACKS = os.path.abspath(os.environ.get("LETOPIS_PACKS", "build/packs"))
SAMPLES = os.path.abspath("samples")
WORLD = os.path.join(SAMPLES, "world")
SHARED = os.path.abspath(os.environ.get("LETOPIS_SHARED", "../shared"))
SEEDS = os.path.join(SHARED, "corpus", "seeds")
GOLD = os.path.join(SHARED, "gold")
AS_PUBLISHED = ["--without", "all", "--float32"]  # how `parse` does as the published stack does


class Failure(Exception):
    pass


def check(condition, *what):
    if not condition:
        raise Failure(" ".join(map(str, what)))


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def need_models():
    if not os.path.exists(os.path.join(PACKS, "natasha.pack")):
        skip("the models are not there; run ./dev setup")


def letopis(*args, expect=None, env=None, **options):
    """Runs the program; fails where the exit code is none of the expected ones. Returns (stdout, stderr, code)."""
    done = subprocess.run([PROGRAM, *args], capture_output=True, text=True, env={**os.environ, **(env or {})}, timeout=300, **options)
    if expect is not None:
        check(done.returncode in (expect if isinstance(expect, tuple) else (expect,)), "letopis", *args, "gave", done.returncode,
              "with", done.stdout[-400:], done.stderr[-800:])
    return done.stdout, done.stderr, done.returncode


def add(db, *args, expect=(0,), **options):
    return letopis("add", *args, "--db", db, "--world", WORLD, expect=expect, **options)


def export(db, folder):
    letopis("export", "jsonl", folder, "--db", db, expect=0)
    return folder


def same_folders(a, b):
    names = sorted(os.listdir(a))
    return names == sorted(os.listdir(b)) and filecmp.cmpfiles(a, b, names, shallow=False)[0] == names


def case_args(tmp):
    out, _, _ = letopis("--help", expect=0)
    for command in ("add remove refresh analyze parse articles events status quotes disputes figures search entity dossier explain verify export sql bench rules").split():
        check(command in out, "--help does not mention", command)
        text, _, _ = letopis(command, "--help", expect=0)
        check("Examples:" in text and "Usage:" in text, command, "--help has no examples or usage")
    out, _, _ = letopis("--version", expect=0)
    check(out.startswith("letopis "), "version:", out)
    for bad in (["evnets"], ["events", "--nonsense"], ["explain"], ["verify", "x"], ["events", "--format", "xml", "--db", "/nowhere/x.db"]):
        _, err, _ = letopis(*bad, expect=2)
        check(err.startswith("letopis: "), bad, "gave", err)
    check("did you mean 'events'" in letopis("evnets", expect=2)[1], "no hint for a slip")
    _, err, _ = letopis("events", "--db", os.path.join(tmp, "none.db"), expect=2)
    check("none.db" in err, "a missing chronicle is not named:", err)
    _, err, _ = letopis("analyze", SAMPLES, env={"LETOPIS_DATA": tmp}, expect=2)
    check("letopis.pack" in err and tmp in err, "a missing pack is not named:", err)


def case_chronicle(tmp):
    need_models()
    db = os.path.join(tmp, "a.db")
    add(db, SAMPLES)
    _, err, _ = add(db, SAMPLES)
    check("unchanged" in err and " added" not in err, "added twice:", err)
    letopis("verify", "--db", db, expect=0)
    out, _, _ = letopis("events", "--format", "jsonl", "--db", db, expect=0)
    events = [json.loads(line) for line in out.splitlines()]
    check(len(events) >= 10, "only", len(events), "events")
    check({"visit", "sign", "negotiate"} <= {e["act"] for e in events}, "acts:", {e["act"] for e in events})
    for event in events:
        out, _, _ = letopis("explain", event["id"], "--db", db, expect=0)
        check(out.strip(), "explain shows nothing for", event["id"])
    out, _, _ = letopis("quotes", "--format", "json", "--db", db, expect=0)
    quotes = json.loads(out)
    check(any(q.get("speaker") == "Анна Зорич" for q in quotes), "no quote of the invented minister")
    for fmt in ("table", "csv", "md"):
        check(letopis("quotes", "--format", fmt, "--db", db, expect=0)[0], "no quotes as", fmt)
    letopis("events", "--act", "cease-fire", "--db", db, expect=1)
    for name in ("Казахстан", "Казахстану", "kazakhstan"):
        out, _, _ = letopis("events", "--actor", name, "--db", db, "--format", "jsonl", expect=0)
        check(out, "no events of", name)
    out, _, _ = letopis("dossier", "Вельдория", "Лестания", "--db", db, expect=0)
    check("Тарсов" in out and "Орвел" in out, "dossier:", out[:500])
    letopis("dossier", "--busiest", "--db", db, expect=0)
    out, _, _ = letopis("sql", "SELECT act, count(*) AS n FROM events GROUP BY act", "--db", db, "--format", "csv", expect=0)
    check(out.startswith("act,n"), "sql:", out)
    letopis("sql", "DELETE FROM events", "--db", db, expect=2)
    letopis("sql", "SELECT * FROM nothing", "--db", db, expect=2)
    _, err, _ = letopis("remove", os.path.join(SAMPLES, "02_visit_held.txt"), "--db", db, expect=0)
    check("removed article" in err, "remove:", err)
    letopis("remove", "no/such/path", "--db", db, expect=2)
    letopis("verify", "--db", db, expect=0)
    letopis("refresh", "--db", db, "--world", WORLD, expect=0)


def case_dossier(tmp):
    """A page on a pair: every line has a source and an id that explain answers, in every format; the same set of articles
    gives the same bytes; the html needs nothing else."""
    need_models()
    db = os.path.join(tmp, "a.db")
    add(db, SAMPLES)
    pair = ("Вельдория", "Лестания")
    rows = [json.loads(line) for line in letopis("dossier", *pair, "--db", db, "--format", "jsonl", expect=0)[0].splitlines()]
    check(len(rows) >= 10, "only", len(rows), "lines")
    check({"timeline", "quotes", "planned"} <= {row["section"] for row in rows}, "sections:", {row["section"] for row in rows})
    ids = {row["id"] for row in rows}
    for row in rows:
        check(row["source"] and row["words"], "a line without a source:", row)
    page = os.path.join(tmp, "page.html")
    out, _, _ = letopis("dossier", *pair, "--db", db, "--format", "html", "--out", page, expect=0)
    check(out == "", "a page that was written is printed, too")
    with open(page, encoding="utf-8") as file:
        html = file.read()
    shown = set(re.findall(r"<code>([^<]+)</code>", html))
    check(ids <= shown, "the page does not show", ids - shown)
    for name in ids | shown:
        letopis("explain", name.removeprefix("s:"), "--db", db, expect=0)
    anchors = re.findall(r' id="([^"]+)"', html)
    check(len(anchors) == len(set(anchors)), "an anchor stands twice")
    links = re.findall(r' href="#([^"]+)"', html)
    check(set(links) <= set(anchors), "links that lead nowhere:", set(links) - set(anchors))
    check("<script" not in html and " src=" not in html and "<link" not in html, "the page is not alone")
    check("Тарсов" in html and "<mark" in html, "no evidence in the page")
    for row in rows:
        if row["kind"] == "act" and row["modality"] not in ("occurred", "ongoing"):
            check(row["section"] in ("planned", "denied"), "told as if it were so:", row)
    other = os.path.join(tmp, "b.db")
    names = sorted(n for n in os.listdir(SAMPLES) if n.endswith((".txt", ".jsonl")) and n != "manifest.jsonl")
    add(other, *[os.path.join(SAMPLES, n) for n in reversed(names)], "--threads", "1")
    for fmt in ("html", "md", "text"):
        a, _, _ = letopis("dossier", *pair, "--db", db, "--format", fmt, expect=0)
        b, _, _ = letopis("dossier", *pair, "--db", other, "--format", fmt, expect=0)
        check(a == b, "the page depends on the order of arrival:", fmt)
        if fmt != "html":
            for name in ids:
                check(name in a, fmt, "does not show", name)
    before, _, _ = letopis("dossier", *pair, "--db", db, "--format", "jsonl", "--known", "2025-02-28", expect=(0, 1))
    check("2025-03-04" not in {json.loads(line)["date"] for line in before.splitlines() if json.loads(line)["section"] == "timeline"},
          "known before it was told")
    out, _, _ = letopis("dossier", "Вельдория", "--db", db, "--lang", "en", expect=0)
    check("## What happened" in out, "no English page:", out[:200])
    letopis("dossier", "Вельдория", "--db", db, "--format", "html", expect=0)
    for bad in (["--lang", "xx"], ["--format", "pdf"], ["--at", "завтра"], ["--out", os.path.join(tmp, "no", "x"), "--format", "html"]):
        letopis("dossier", *pair, "--db", db, *bad, expect=2)
    letopis("dossier", "Вельдория", "Вельдории", "--db", db, expect=2)


def rows_of(db, *args, expect=0):
    out, _, _ = letopis(*args, "--db", db, "--format", "jsonl", expect=expect)
    return [json.loads(line) for line in out.splitlines()]


def case_ask(tmp):
    """The commands that ask, over the invented states of samples/: every id that they print is explained."""
    need_models()
    db = os.path.join(tmp, "a.db")
    add(db, SAMPLES)
    ask_status(db)
    ask_figures(db)
    ask_search(db)
    ask_entity(db)
    ask_disputes(tmp, db)


def ask_status(db):
    rows = rows_of(db, "status", "Лестанию", "Союз северных гаваней")
    found = {(r["value"], r["modality"]) for r in rows}
    check(("invited", "asserted") in found and ("member", "declined") in found, "Lestania and the union:", found)
    levels = rows_of(db, "status", "Вельдория", "Лестания", "--kind", "relation-level", "--all")
    now = [r for r in levels if r["place"] == "stands"]
    check(len(now) == 1 and now[0].get("replaced"), "the level and what it was before:", now)
    check(all(r["place"] == "stands" or r["place"] == "beside" or r["why"] for r in levels), "no reason:", levels)
    check(any(r.get("act") for r in rows), "no act that brought a status about:", rows)
    for row in rows + levels:
        out, _, _ = letopis("explain", row["id"], "--db", db, expect=0)
        check(row.get("act", "") in out, "explain does not lead to the act:", out)
        check(row["value"] in out and "characters" in out, "explain of", row["id"], "gave", out)
    known = rows_of(db, "status", "Лестания", "--at", "2025-10-01", "--known", "2025-02-28")
    check(known and all(r["said_last"] <= "2025-02-28" for r in known), "known before it was told:", known)
    check("announced" in {r["modality"] for r in rows_of(db, "status", "Лестания", "--kind", "membership")}, "nothing announced")
    out, _, _ = letopis("status", "Lestaniya", "--db", db, expect=0)
    check(out.startswith("id ") and "words" not in out.splitlines()[0], "the table:", out[:200])
    letopis("status", "Карфаген", "--db", db, expect=1)
    letopis("status", "Вельдория", "--kind", "sanctions", "--db", db, expect=1)
    for bad in (["--kind", "weather"], ["--at", "завтра"], ["--known", "31"], ["--format", "xml"]):
        letopis("status", *bad, "--db", db, expect=2)


def ask_figures(db):
    sums = rows_of(db, "figures", "Лестания", "--unit", "USD")
    check(any(r["value"] == 4000000000 and r["approx"] == "almost" and "Ольмар" in r["said_by"] for r in sums), "the trade figure:", sums)
    check(all(r["words"] in r["sentence"] for r in sums), "words outside their sentence:", sums)
    check(rows_of(db, "figures", "--measure", "Взаимная торговля"), "no figure of trade")
    for row in sums:
        check(row["words"] in letopis("explain", row["id"], "--db", db, expect=0)[0], "explain of", row["id"])
    letopis("figures", "--until", "1999", "--db", db, expect=1)
    letopis("figures", "--since", "вчера", "--db", db, expect=2)


def ask_search(db):
    for words in ("переговоры", "переговорах", "ПЕРЕГОВОРОВ"):
        check(rows_of(db, "search", words), "nothing found for", words)
    rows = rows_of(db, "search", '"стратегического партнерства"', "Вельдория")
    check(rows, "no phrase found")
    for row in rows:
        check("[" in row["sentence"] and row["marks"], "nothing is marked:", row)
        body = json.loads(letopis("sql", "SELECT text FROM articles WHERE article = '%s'" % row["article"], "--db", db, "--format", "json",
                                  expect=0)[0])[0]["text"]
        check(body[row["begin"]:row["end"]] == row["text"], "the sentence is not at its place:", row)
        for mark in row["marks"].split():
            begin, end = map(int, mark.split("-"))
            check(body[begin:end].lower()[:5] in ("страт", "партн", "вельд"), "marked:", body[begin:end])
    check(rows_of(db, "search", "Tarsov"), "nobody found in Latin script")
    letopis("search", "карфаген", "--db", db, expect=1)
    for bad in ('"открытая', "!", '"" карфаген'):
        _, err, _ = letopis("search", bad, "--db", db, expect=2)
        check("fts5" not in err.lower() and "sql" not in err.lower() and err.startswith("letopis: "), "raw error:", err)
    out, _, _ = letopis("sql", "SELECT count(*) AS n FROM search('lemma:переговоры')", "--db", db, "--format", "json", expect=0)
    check(json.loads(out)[0]["n"] > 0, "no SQL over the search:", out)


def ask_entity(db):
    world = ("--world", WORLD)
    rows = rows_of(db, "entity", "Зорич", *world)
    fields = {}
    for row in rows:
        fields.setdefault(row["field"], []).append(row)
    check({"id", "kind", "name", "mentions", "articles", "form", "status", "act", "article"} <= set(fields), "fields:", set(fields))
    for field in ("status", "act", "article"):
        for row in fields[field]:
            letopis("explain", row["id"], "--db", db, expect=0)
    check(rows_of(db, "entity", "Лестанией", *world)[0]["id"] == "state/lestania", "no other case form")
    check(rows_of(db, "entity", "Tarsov", *world), "no Latin script")
    check(rows_of(db, "entity", "state/nauru"), "nothing of the catalogue alone")
    _, err, _ = letopis("entity", "Вельдорья", "--db", db, *world, expect=1)
    check("near it" in err and "Вельдория" in err, "no nearest name:", err)
    letopis("events", "--actor", "Карфаген", "--db", db, expect=1)
    letopis("entity", "Зорич", "--last", "x", "--db", db, expect=2)


def ask_disputes(tmp, db):
    days = [r for r in rows_of(db, "disputes") if r["kind"] == "day"]
    check(days and days[0]["one_words"] == "Во вторник", "the weekday of the expert's article:", days)
    letopis("disputes", "Анна Зорич", "--db", db, expect=1)
    letopis("disputes", "--known", "вчера", "--db", db, expect=2)
    # The outlet has Veldoria as a partner since October; an official says in November that it is invited.
    folder = os.path.join(tmp, "said")
    os.mkdir(folder)
    for name, published, text in (
            ("a", "2025-10-20", "Союз северных гаваней расширяется\n\nВ октябре, по итогам саммита ССГ в Сормене, пять стран получили статус "
             "государств-партнеров. Кроме Вельдории, в их число вошли Норвегия, Исландия, Эстония и Латвия.\n"),
            ("b", "2025-11-20", "Заявление президента\n\nВельдории направили приглашение для получения статуса государства-партнера Союза "
             "северных гаваней, заявил президент Лестании Кирилл Ольмар.\n")):
        with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8") as file:
            file.write(text)
        add(os.path.join(tmp, "said.db"), os.path.join(folder, name + ".txt"), "--published", published)
    other = os.path.join(tmp, "said.db")
    rows = rows_of(other, "disputes", "Вельдория")
    check(len(rows) == 1 and rows[0]["kind"] == "membership" and "invited" in rows[0]["one"] + rows[0]["other"], "invited or partner:", rows)
    for side in ("one", "other"):
        for name in rows[0][side + "_reports"].split():
            check(rows[0][side + "_words"] in letopis("explain", name, "--db", other, expect=0)[0], "explain of", name)
    check(not rows_of(other, "disputes", "--known", "2025-11-01", expect=1), "known before it was told")
    check(any(r["disputed"] for r in rows_of(other, "status", "Вельдория")), "the status does not say that it is disputed")


def case_export(tmp):
    """The canonical export depends on the set of articles alone. The sixth article tells of a visit and of a person outside
    the catalogue that the samples tell of too."""
    need_models()
    same_export(tmp, SAMPLES, "2025-03-05", "Президенты подписали соглашение\n\nПрезидент Вельдории Радим Тарсов 4 марта 2025 года посетил "
                "Лестанию, где провел переговоры с Кириллом Ольмаром. Посол Лестании в Вельдории Павел Стрельцов рассказал об итогах.\n")
    csv = os.path.join(tmp, "csv")
    letopis("export", "csv", csv, "--db", os.path.join(tmp, "one.db"), expect=0)
    check(any(n.endswith(".csv") for n in os.listdir(csv)), "no csv")
    letopis("export", "xls", csv, "--db", os.path.join(tmp, "one.db"), expect=2)


def case_seeds_export(tmp):
    need_models()
    if not os.path.isdir(SEEDS):
        skip("../shared is not there")
    same_export(tmp, SEEDS, "2024-11-27", "Президент России посетил Казахстан\n\nПрезидент России Владимир Путин 27 ноября 2024 года посетил Астану "
                "и провел переговоры с президентом Казахстана Касым-Жомартом Токаевым. За визитом следил политолог Алексей Мартынов.\n")


def same_export(tmp, folder, published, sixth):
    names = sorted(n for n in os.listdir(folder) if n.endswith((".txt", ".jsonl")) and n != "manifest.jsonl")
    paths = [os.path.join(folder, n) for n in names]
    one = os.path.join(tmp, "one.db")
    add(one, folder, "--threads", "1")
    want = export(one, os.path.join(tmp, "one"))

    def equal(label, db):
        check(same_folders(want, export(db, os.path.join(tmp, label))), "the export differs:", label)

    db = os.path.join(tmp, "two-threads.db")
    add(db, folder, "--threads", "2")
    equal("two-threads", db)
    db = os.path.join(tmp, "backwards.db")
    add(db, *reversed(paths))
    equal("backwards", db)
    db = os.path.join(tmp, "singly.db")
    for path in paths:
        add(db, path)
    equal("singly", db)
    db = os.path.join(tmp, "relative.db")
    add(db, *[os.path.relpath(path) for path in paths])
    equal("relative", db)
    add(one, folder)
    equal("twice", one)
    extra = os.path.join(tmp, "extra.txt")
    with open(extra, "w", encoding="utf-8") as file:
        file.write(sixth)
    add(one, extra, "--published", published)
    check(not same_folders(want, export(one, os.path.join(tmp, "with-extra"))), "a sixth article changes nothing")
    letopis("remove", extra, "--db", one, expect=0)
    equal("without-extra", one)


def case_golden(tmp):
    """The analyses of samples/ are those that were reviewed: tests/golden/samples.jsonl.
    After a reviewed change: build/release/letopis analyze samples --world samples/world > tests/golden/samples.jsonl"""
    need_models()
    out, _, _ = letopis("analyze", "samples", "--world", "samples/world", expect=0)
    with open("tests/golden/samples.jsonl", encoding="utf-8") as file:
        want = file.read().splitlines()
    got = out.splitlines()
    check(len(got) == len(want), len(got), "analyses, golden has", len(want))
    for one, other in zip(got, want):
        if one != other:
            a, b = json.loads(one), json.loads(other)
            check(False, a["doc"], "differs from the golden file in", [key for key in b if a.get(key) != b[key]])


def conllu(text):
    """Sentences of CoNLL-U as lists of words, a word as its columns."""
    return [[line.split("\t") for line in block.split("\n") if line and line[0] != "#"] for block in text.strip().split("\n\n")]


def case_parse(tmp):
    """CoNLL-U out of a text; in again, its words and sentences are kept and get the same columns."""
    need_models()
    text = "Президент Вельдории Радим Тарсов посетил Казахстан.\nОн приехал в среду — на два дня.\n"
    path = os.path.join(tmp, "a.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    out, _, _ = letopis("parse", path, expect=0)
    sentences = conllu(out)
    check([len(s) for s in sentences] == [7, 9], "sentences:", [len(s) for s in sentences])
    for sentence in sentences:
        check([w[0] for w in sentence] == [str(i + 1) for i in range(len(sentence))], "IDs:", sentence)
        check([w[6] for w in sentence].count("0") == 1, "not one root:", sentence)
        for word in sentence:
            misc = dict(item.split("=") for item in word[9].split("|"))
            check(len(word) == 10 and text[int(misc["start_char"]):int(misc["end_char"])] == word[1], "offsets of", word)
    check("NER=B-PER" in sentences[0][2][9] and "NER=I-PER" in sentences[0][3][9], "no name:", sentences[0])
    check(sentences[1][1][2] == "приехать" and sentences[1][1][3] == "VERB", "no lemma:", sentences[1][1])

    given = "".join("# text = kept\n" + "".join("\t".join([w[0], w[1]] + ["_"] * 7 + ["Mark=" + w[0]]) + "\n" for w in s) + "\n"
                    for s in sentences)
    for again in (letopis("parse", "--input", "conllu", "-", expect=0, input=given)[0],
                  letopis("parse", "--input=conllu", "-", expect=0, input=given)[0]):
        check(again.count("# text = kept\n") == 2, "comments are lost:", again)
        check([[w[:8] for w in s] for s in conllu(again)] == [[w[:8] for w in s] for s in sentences], "other columns:", again)
        check(all("Mark=" + w[0] in w[9].split("|") for s in conllu(again) for w in s), "MISC is lost:", again)
    many = [letopis("parse", SAMPLES, path, "--threads", threads, expect=0) for threads in ("1", "2", "5")]
    check(len(many[0][0]) > 100000 and many[0] == many[1] == many[2], "another output with more threads")
    out, err, _ = letopis("parse", "--input", "conllu", "-", expect=2, input=given + "1\tсрез\n")
    check("-:21: " in err and "ten columns" in err, "not told:", err)
    for bad in (["--input", "xml", path], ["--input", "conllu", os.path.join(tmp, "none.conllu")]):
        letopis("parse", *bad, expect=2)

    out, _, _ = letopis("analyze", "--flat-names", path, expect=0)
    names = json.loads(out)["mentions"]
    check([(m["type"], m["text"]) for m in names] == [("LOC", "Вельдории"), ("PER", "Радим Тарсов"), ("LOC", "Казахстан")], "names:", names)


def case_killed(tmp):
    """Killed in the middle of `add` at ten moments: nothing half-written, a second run completes."""
    need_models()
    many = os.path.join(tmp, "many")
    os.makedirs(many)
    for i in range(60):
        for name in ("01_visit_announced.txt", "02_visit_held.txt", "07_oped.txt"):
            with open(os.path.join(SAMPLES, name), encoding="utf-8") as source, open(os.path.join(many, f"{i:03}_{name}"), "w", encoding="utf-8") as target:
                target.write(source.read() + f"\nВерсия {i}.\n")
    whole = os.path.join(tmp, "whole.db")
    start = time.monotonic()
    add(whole, many)
    took = time.monotonic() - start
    want = export(whole, os.path.join(tmp, "whole"))
    dice = random.Random(5)
    for moment in range(10):
        db = os.path.join(tmp, f"killed{moment}.db")
        running = subprocess.Popen([PROGRAM, "add", many, "--db", db, "--world", WORLD], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.05, max(0.1, took)))
        running.send_signal(signal.SIGKILL)
        running.wait()
        if os.path.exists(db) and os.path.getsize(db) > 0:
            check(sqlite3.connect(db).execute("PRAGMA integrity_check").fetchone()[0] == "ok", "damaged after a kill")
        add(db, many)
        letopis("verify", "--db", db, expect=0)
        check(same_folders(want, export(db, os.path.join(tmp, f"killed{moment}"))), "another chronicle after kill", moment)


def case_languages(tmp):
    """What is not Russian is kept, marked and passed over; no failure."""
    need_models()
    kazakh = "Вельдория президенті Радим Тарсов сәрсенбі күні елордада өткен кездесуде жаңа порт құрылысы туралы айтты деп хабарлады үкімет.\n"
    russian = "Президент Вельдории Радим Тарсов посетил Лестанию 4 марта 2025 года. Стороны обсудили торговлю и строительство нового порта, а также обмен студентами.\n"
    for name, text in (("kk.txt", kazakh), ("ru.txt", russian), ("both.txt", russian + "\n" + kazakh)):
        with open(os.path.join(tmp, name), "w") as file:
            file.write(text)
    alone, mixed = (json.loads(letopis("analyze", os.path.join(tmp, name), "--world", WORLD, expect=0)[0]) for name in ("kk.txt", "both.txt"))
    check(alone["language"] == "kk" and not alone["mentions"] and not alone["events"], "a Kazakh text is analysed:", alone)
    check(mixed["language"] == "ru" and mixed["events"], "the Russian paragraph is lost:", mixed)
    check([(part["language"], part["text"]) for part in mixed["foreign"]] == [("kk", kazakh.strip())], "foreign:", mixed["foreign"])
    check(all(mention["end"] <= len(russian) for mention in mixed["mentions"]), "a mention in the Kazakh paragraph")
    db = os.path.join(tmp, "l.db")
    _, err, _ = add(db, *(os.path.join(tmp, name) for name in ("kk.txt", "ru.txt", "both.txt")))
    check("other languages than Russian: 1 kk" in err, "add does not tell of it:", err)
    rows = json.loads(letopis("articles", "--db", db, "--format", "json", expect=0)[0])
    check(sorted(row["language"] for row in rows) == ["kk", "ru", "ru"], "articles:", rows)
    problems = json.loads(letopis("articles", "--problems", "--db", db, "--format", "json", expect=0)[0])
    told = sorted(row["message"] for row in problems if row["code"] == "language")
    check(len(told) == 2 and told[0].startswith("1 paragraph is in Kazakh (kk)") and told[1].startswith("the text is in Kazakh (kk)"), told)
    letopis("verify", "--db", db, expect=0)
    out, err, _ = letopis("parse", os.path.join(tmp, "kk.txt"), expect=0)
    check("1 paragraph is not in Russian" in err and "text =" not in out, "parse:", out, err)


def case_mentions(tmp):
    """analyze --mentions: names found by somebody else get their nominative; a wrong file is named with its line."""
    need_models()
    text = "Лестания приняла Радима Тарсова, главу МИДа. О визите Радима Тарсова сообщили вечером.\n"
    article, given = os.path.join(tmp, "a.txt"), os.path.join(tmp, "a.tsv")

    def put(*rows):
        with open(given, "w") as file:
            file.write("# begin end words lemma type\n" + "".join("\t".join(map(str, row)) + "\n" for row in rows))

    with open(article, "w") as file:
        file.write(text)
    spans = [(text.index(words), text.index(words) + len(words), words, "?", kind, "x") for words, kind in
             (("Лестания", "LOC"), ("Радима Тарсова", "PER"), ("адима", "PER"))]
    put(*spans)
    for source in (given, tmp):
        mentions = json.loads(letopis("analyze", "--mentions", source, article, expect=0)[0])["mentions"]
        check([(m["text"], m["type"], m["normal"]) for m in mentions] ==
              [("Лестания", "LOC", "Лестания"), ("Радима Тарсова", "PER", "Радим Тарсов"), ("адима", "PER", "адима")], mentions)
    for row in ((0, 8, "Вельдория", "?", "LOC"), (0, 999, "", "?", "LOC"), (5, 5, "", "?", "LOC"), ("x", 5, "", "?", "LOC"), (0, 8)):
        put(row)
        check(given + ":2" in letopis("analyze", "--mentions", given, article, expect=2)[1], "no place for", row)
    letopis("analyze", "--mentions", given, "--flat-names", article, expect=2)
    letopis("analyze", "--mentions", os.path.join(tmp, "none.tsv"), article, expect=2)


def case_problems(tmp):
    """Bad input: named with place and remedy; the others go on; exit 2."""
    need_models()
    good = "Президент Вельдории Радим Тарсов посетил Лестанию 4 марта 2025 года.\n"

    def put(name, content):
        path = os.path.join(tmp, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    db = os.path.join(tmp, "p.db")
    put("in/good.txt", good)
    alone = put("alone.txt", good)
    put("in/empty.txt", "")
    put("in/broken.txt", good.encode() + b"\xff\xfe\xd0 tail")
    put("in/nul.txt", good + "\0tail")
    put("in/cut.jsonl", json.dumps({"text": good + "1", "date": "2025-02-31"}) + '\n{"text": "cut in ha')
    put("in/manifest.jsonl", '{"path": "good.txt", "published": "soon"}\n{"path": "absent.txt"}\n')
    put("in/picture.png", b"\x89PNG")
    _, err, _ = add(db, os.path.join(tmp, "in"), expect=2)
    for piece in ("empty.txt", "broken.txt", "nul.txt", "cut.jsonl:2", "manifest.jsonl:2", "absent.txt", "soon", "2025-02-31", "Passed over: 1 .png"):
        check(piece in err, "not told:", piece, "in", err)
    out, _, _ = letopis("articles", "--db", db, "--format", "jsonl", expect=0)
    check(len(out.splitlines()) == 4, "articles kept:", len(out.splitlines()))
    out, _, _ = letopis("articles", "--problems", "--db", db, "--format", "jsonl", expect=0)
    check(len(out.splitlines()) >= 7, "problems kept:", out)
    kept = [json.loads(line) for line in out.splitlines()]
    for one in kept:
        check(one["place"].startswith(os.path.join(tmp, "in")) and one["message"], "no file or no words:", one)
    check(len({(one["place"], one["message"]) for one in kept}) == len(kept), "told twice:", kept)
    check(kept == rows_of(db, "articles", "--problems", "--limit", "100"), "the limit changes rows")
    for word in ("add again", "take the line out", "save the file", "EDTF", "see whether the file is text"):
        check(any(word in one["message"] for one in kept), "no remedy:", word, kept)
    put("in/empty.txt", good + "2")  # what is mended is no problem any more
    os.remove(os.path.join(tmp, "in/broken.txt"))
    add(db, os.path.join(tmp, "in"), expect=2)
    left = {os.path.basename(one["place"]) for one in rows_of(db, "articles", "--problems")}
    check("empty.txt" not in left and "cut.jsonl:2" in left, "after mending:", left)
    letopis("verify", "--db", db, expect=0)

    os.makedirs(os.path.join(tmp, "void"))
    _, err, _ = add(os.path.join(tmp, "void.db"), os.path.join(tmp, "void"), expect=2)
    check("void: there is no article here" in err, "a folder without articles:", err)
    _, err, _ = add(db, os.path.join(tmp, "nowhere"), expect=2)
    check("nowhere" in err, err)

    no_chronicle = put("notes.db", "not a database at all, but long enough to look at" * 20)
    _, err, _ = add(no_chronicle, os.path.join(tmp, "in/good.txt"), expect=2)
    check("notes.db" in err, err)
    with open(no_chronicle, "rb") as file:
        check(file.read().startswith(b"not a database"), "a foreign file was touched")
    foreign = os.path.join(tmp, "foreign.db")
    base = sqlite3.connect(foreign)
    base.execute("CREATE TABLE mine (x)")
    base.commit()
    base.close()
    add(foreign, os.path.join(tmp, "in/good.txt"), expect=2)
    newer = os.path.join(tmp, "newer.db")
    shutil.copy(db, newer)
    base = sqlite3.connect(newer)
    base.execute("PRAGMA user_version = 9999")
    base.commit()
    base.close()
    _, err, _ = letopis("events", "--db", newer, expect=2)
    check("newer.db" in err, err)

    # No more room: writing beyond the limit fails as on a full disk.
    def small_disk():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    full = os.path.join(tmp, "full.db")
    _, err, _ = add(full, SAMPLES, expect=2, preexec_fn=small_disk, restore_signals=False)
    check("full.db" in err, "a full disk:", err)
    add(full, SAMPLES)
    letopis("verify", "--db", full, expect=0)

    # A chronicle that may not be written is read and not changed. Root may write anything, unless it gives that up.
    os.chmod(db, 0o444)
    as_others = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    if not as_others or shutil.which("setpriv"):
        written = subprocess.run([*as_others, PROGRAM, "add", alone, "--db", db], capture_output=True, text=True)
        check(written.returncode == 2 and "p.db" in written.stderr, "a read-only chronicle:", written.returncode, written.stderr)
        read = subprocess.run([*as_others, PROGRAM, "articles", "--db", db], capture_output=True, text=True)
        check(read.returncode == 0 and read.stdout, "a read-only chronicle is not read:", read.stderr)
    os.chmod(db, 0o644)

    data = os.path.join(tmp, "data")
    os.makedirs(data)
    for pack in os.listdir(os.path.dirname(PROGRAM)):
        if pack.endswith(".pack"):
            shutil.copy(os.path.join(os.path.dirname(PROGRAM), pack), data)
    env = {"LETOPIS_DATA": data}
    letopis("analyze", alone, env=env, expect=0)
    for pack in ("natasha.pack", "opencorpora.pack", "letopis.pack"):
        path = os.path.join(data, pack)
        with open(path, "r+b") as file:
            file.seek(5000)
            byte = file.read(1)
            file.seek(5000)
            file.write(bytes([byte[0] ^ 1]))
        _, err, _ = letopis("analyze", alone, env=env, expect=2)
        check(pack in err and "setup" in err, "a damaged pack:", err)
        with open(path, "r+b") as file:
            file.seek(5000)
            file.write(byte)
        os.rename(path, path + ".away")
        _, err, _ = letopis("analyze", alone, env=env, expect=2)
        check(pack in err and ("setup" in err or "LETOPIS_DATA" in err), "a missing pack:", err)
        os.rename(path + ".away", path)
    bad_world = os.path.join(tmp, "world")
    put("world/actors.tsv", "# id\tkind\ttype\nstate/x\tstate\tCOUNTRY\nstate/x\tstate\tCOUNTRY\n")
    _, err, _ = letopis("analyze", alone, "--world", bad_world, expect=2)
    check("actors.tsv:3" in err, "a damaged world:", err)


def case_rules(tmp):
    need_models()
    frames = [os.path.join("data/ru/frames", n) for n in sorted(os.listdir("data/ru/frames")) if n.endswith(".frame")]
    letopis("rules", "test", *frames, "data/ru/time/times.rules", "data/ru/boilerplate.rules", expect=0)
    bad = os.path.join(tmp, "bad.frame")
    with open(bad, "w", encoding="utf-8") as file:
        file.write("letopis-frame 1\nnonsense here\n")
    _, err, _ = letopis("rules", "test", bad, expect=2)
    check("bad.frame:2" in err, "a damaged rule file:", err)


def score(tmp, gold, analyses):
    """What the scorer says of all articles together."""
    folder = os.path.join(tmp, "gold")
    os.makedirs(folder, exist_ok=True)
    for document in gold:
        with open(os.path.join(folder, document["doc"] + ".json"), "w", encoding="utf-8") as file:
            json.dump(document, file)
    system = os.path.join(tmp, "system.jsonl")
    with open(system, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(document) + "\n" for document in analyses)
    scored = subprocess.run([sys.executable, os.path.join(GOLD, "score.py"), "--gold", folder, "--system", system, "--json"],
                            capture_output=True, text=True, check=True)
    return json.loads(scored.stdout)["pooled"]


def case_hostile(tmp):
    """What a text gets wrong is marked uncertain or left out; it never becomes a wrong certain value."""
    need_models()

    def analyze(name, text):
        path = os.path.join(tmp, name + ".txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return json.loads(letopis("analyze", "--published", "2025-11-12", path, expect=0)[0])

    a = analyze("days", "Владимир Путин посетит Пекин 31 февраля 2024 года. Договор подписали 12 мая 9999 года. В 0 году был мир.")
    check([t["edtf"] for t in a["times"]] == ["2024-02?", "9999-05-12"], "impossible days:", a["times"])
    check(not a["figures"], "a day is no figure:", a["figures"])
    check([e["edtf"] for e in a["events"] if e["act"] == "visit"] == ["2024-02?"], "the visit is not uncertain")

    a = analyze("anchors", "В понедельник, 12 ноября 2025 года, Владимир Путин встретился с Дональдом Трампом.")
    check([e["edtf"] for e in a["events"]] == ["2025-11-12"], "the date has to outrank the wrong weekday:", a["events"])

    a = analyze("digits", "Россия выделила Кубе 12345678901234567890 долларов.")
    check([f["approx"] for f in a["figures"]] == ["about"], "twenty digits cannot be exact:", a["figures"])

    a = analyze("holder", "Президент Науру прибыл в Москву.")
    check(not any(e["type"] == "PERSON" for e in a["entities"]), "a post without a holder became a person:", a["entities"])

    a = analyze("surname", "Министр обороны США Джон Смит прибыл в Лондон. Его встретил депутат Адам Смит. Смит уехал.")
    alone = [m for m in a["mentions"] if m["text"] == "Смит"]
    check(alone and all(m["confidence"] <= .5 for m in alone), "a surname of two is not certain:", alone)

    text = "Президент России Владимир Путин заявил: «Мы готовы к переговорам. Визит состоится в мае."
    a = analyze("open", text + "\n\nПозже Путин добавил: «Мы ждем».")
    check("Мы ждем" in [q["text"] for q in a["quotes"]], "an open mark swallowed the next quote:", a["quotes"])

    a = analyze("quotes", " ".join(f"«Мы подпишем договор номер {i}», — сказал министр иностранных дел России Сергей Лавров."
                                   for i in range(5000)))
    check(len(a["quotes"]) == 5000 and len({q["speaker"] for q in a["quotes"]}) == 1, "quotes:", len(a["quotes"]))

    a = analyze("caps", "ПУТИН И ТРАМП ВСТРЕТЯТСЯ В ХЕЛЬСИНКИ\n\nВладимир Путин прибыл в Хельсинки.")
    check("person/putin" in [e["id"] for e in a["entities"]], "a headline in capitals hid the names:", a["entities"])

    # Whatever a text ends in, nothing looks beyond it: every sample cut behind each of its words.
    path = os.path.join(tmp, "cut.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        for name in sorted(os.listdir(SAMPLES)):
            if re.match(r"\d\d_.*\.txt$", name):
                with open(os.path.join(SAMPLES, name), encoding="utf-8", errors="replace") as file:
                    text = file.read()
                for end in (m.end() for m in re.finditer(r"\S+", text)):
                    out.write(json.dumps({"text": text[:end], "url": f"{name}:{end}"}, ensure_ascii=False) + "\n")
    analyses = letopis("analyze", path, "--published", "2025-11-12", "--quiet", expect=(0, 2))[0].splitlines()
    check(len(analyses) > 1000, "texts cut short were dropped:", len(analyses))


def case_odd(tmp):
    """Texts that are hardly any: each is read to its end, and nothing is found where nothing is."""
    need_models()
    long_sentence = "Москва " + " ".join("подписала" if i % 7 == 0 else "Казахстан" for i in range(1, 20_000))
    nothing = {
        "one": "Да", "sign": "?", "letters": "… — «» !!! ??? *** --- ___ № 5 % $ € (((" * 20, "marks": "«\"»“”'" * 500, "digits": "1234567890" * 1000,
        "no space": "словоегодело" * (1_000_000 // 24), "latin": "a" * 1_000_000, "one mark": "." * 1_000_000, "dashes": "а-" * 20_000,
        "scripts": "北京 مرحبا שלום Ελλάδα ქართული हिन्दी 대한민국 Ꙗ " * 200, "emoji": "🇷🇺👨‍👩‍👧❗️🤝🏽" * 500, "marks on a letter": "е" + "\u0301" * 50_000,
        "combining": "И\u0306\u0301ва\u0301н Ко\u0301стя " * 100, "directions": "\u202eслева\u202c \u200bноль\ufeff \u2066а\u2069 " * 100,
        "nothing at all": "\u200b\u00ad\u2060", "private": "\ue000\U000f0000\U0010ffff " * 100, "lines": "а\n" * 20_000,
    }
    texts = {**nothing, "20,000 words": long_sentence, "last": "Президент России Владимир Путин прибыл в Пекин."}
    path = os.path.join(tmp, "odd.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps({"text": text, "url": "https://example.org/" + str(n)}) + "\n" for n, text in enumerate(texts.values()))
    analyses = [json.loads(line) for line in letopis("analyze", path, "--published", "2025-11-12", "--quiet", expect=(0, 2))[0].splitlines()]
    check(len(analyses) == len(texts), "analyses:", len(analyses), "of", len(texts))
    for name, a in zip(texts, analyses):
        if name in nothing:
            check(not a["events"] and not a["quotes"] and not a["statuses"], "found in", name, a["events"], a["quotes"], a["statuses"])
    check([e["act"] for e in analyses[-1]["events"]] == ["visit"], "the last is not read:", analyses[-1]["events"])

    parsed = conllu(letopis("parse", path, "--quiet", expect=(0, 2))[0])
    for sentence in parsed:
        check([w[6] for w in sentence].count("0") == 1 and all(0 <= int(w[6]) <= len(sentence) for w in sentence), "no tree:", sentence[:20])
    check(max(map(len, parsed)) == 20_000, "words of the longest sentence:", max(map(len, parsed)))
    again = letopis("parse", "--input", "conllu", "-", expect=0, input=letopis("parse", path, "--quiet", expect=(0, 2))[0])[0]
    check([[w[:8] for w in s] for s in conllu(again)] == [[w[:8] for w in s] for s in parsed], "parsed again, it differs")


def by_document(text):
    """{id: its lines} of CoNLL-U, the lemma, which the reference lacks, as _."""
    found, lines = {}, []
    for line in text.split("\n"):
        if line.startswith("# newdoc id = "):
            lines = found[line.removeprefix("# newdoc id = ")] = []
        columns = line.split("\t")
        lines.append("\t".join([*columns[:2], "_", *columns[3:]]) if len(columns) == 10 else line)
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


def case_reference(tmp):
    """Tokens, sentences, tags, syntax and names of samples/ are those of the published stack (tools/parity/samples.py)."""
    need_models()
    with open("tests/reference/samples.conllu", encoding="utf-8") as file:
        want = by_document(file.read())
    check(len(want) >= 20, "only", len(want), "articles of the reference")
    got = by_document(letopis("parse", *AS_PUBLISHED, "samples", expect=0)[0])
    for name, lines in want.items():
        check(name in got, "no", name)
        for ours, theirs in zip(got[name].split("\n"), lines.split("\n")):
            check(ours == theirs, name, "\n     got", ours, "\nexpected", theirs)
        check(got[name] == lines, name, "is longer or shorter than the reference")
    check(by_document(letopis("parse", "samples", expect=0)[0])[name] != lines, "nothing goes beyond the reference")


def case_without(tmp):
    """Each rule beyond the reference can be switched off, alone; an unknown one is told."""
    need_models()
    path = os.path.join(tmp, "a.txt")
    russian = "Президент Вельдории Радим Тарсов посетил Лестанию 4 марта 2025 года. Стороны обсудили торговлю и строительство нового порта."

    def sample(name):
        with open(os.path.join(SAMPLES, name), encoding="utf-8") as file:
            return file.read()

    furniture = sample("09_counter_menu_ad.txt")
    texts = {"masks": furniture, "lines": "Визит в Лестанию\nМинистр прибыл утром.",
             "years": "Визит в Лестанию прошел в мае 2021 г. Тарсов вернулся.", "symbols": "▪️Министр прибыл в Вельдорию.",
             "foreign": russian + "\n\nВельдория президенті Радим Тарсов сәрсенбі күні елордада өткен кездесуде жаңа порт құрылысы туралы айтты.\n",
             "names": "Компания «Yahoo! News» сообщила об этом.", "dictionary": sample("27_phone_call.txt"),
             "yo": "Он увёз трёх котят и решёток не трогал.", "tree": sample("07_oped.txt")}
    with open(path, "w", encoding="utf-8") as file:
        file.write(russian)
    _, err, _ = letopis("parse", "--without", "tre", path, expect=2)
    rules = err.strip().partition("'tre': ")[2].split(", ")
    check("--without" in err and rules[-1] == "all" and sorted(texts) == sorted(rules[:-1]), "not told:", err)
    letopis("parse", "--without", "", path, expect=2)

    def parsed(*names):
        out, _, _ = letopis("parse", *(["--without", ",".join(names)] if names else []), path, expect=0)
        return out

    for rule, text in texts.items():
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        others = [name for name in texts if name != rule]
        check(parsed("all") == parsed(*texts), "all is not every rule, on the text of", rule)
        check(parsed(*others) != parsed("all"), "the rule", rule, "alone changes nothing")
        check(parsed(rule) != parsed(), "without the rule", rule, "nothing changes")
    out, _, _ = letopis("parse", "--without", "tree", "--input", "conllu", "-", expect=0,
                        input="".join("\t".join([str(i), w] + ["_"] * 8) + "\n" for i, w in enumerate(russian.split(), 1)) + "\n")
    check(len(conllu(out)[0]) == len(russian.split()), "given words:", out)


def case_seeds(tmp):
    """Floors on the five seed articles, by the scorer that comes with their annotations."""
    need_models()
    if not os.path.isdir(SEEDS):
        skip("../shared is not there")
    analyses = [json.loads(line) for line in letopis("analyze", SEEDS, expect=0)[0].splitlines()]
    gold = []
    for name in sorted(os.listdir(GOLD)):
        if name.endswith(".json"):
            with open(os.path.join(GOLD, name), encoding="utf-8") as file:
                gold.append(json.load(file))
    pooled = score(tmp, gold, analyses)
    for metric, floor in {"boilerplate.chars": .90, "mentions.exact": .70, "quotes.speaker": .55, "times.interval": .60}.items():
        check((pooled[metric + ".f1"] or 0) >= floor, metric, pooled[metric + ".f1"], "is below", floor)
    for document in gold + analyses:
        document["events"] = [e for e in document["events"] if e["act"] in ("visit", "meet", "negotiate", "sign", "invite")]
    pooled = score(tmp, gold, analyses)
    check(pooled["events.lenient.gold_hits"] >= 13 and pooled["events.lenient.precision"] >= .65, "acts found:",
          pooled["events.lenient.gold_hits"], "of", pooled["events.lenient.gold"], "at precision", pooled["events.lenient.precision"])
    db = os.path.join(tmp, "seeds.db")
    add(db, SEEDS)
    letopis("verify", "--db", db, expect=0)
    out, _, _ = letopis("dossier", "Казахстан", "Россия", "--db", db, expect=0)
    for word in ("визит", "подписание", "переговоры", "Путин", "Токаев"):
        check(word in out, "the dossier lacks", word)


with tempfile.TemporaryDirectory() as folder:
    try:
        globals()["case_" + sys.argv[2]](folder)
    except Failure as failure:
        print("failed:", failure)
        sys.exit(1)
