#!/usr/bin/env python3
"""Tests of corpus/tool on invented texts; they need nothing outside this folder.

The scorer of the agreement lies beside the data sets (../shared/gold); where it is not, those tests are skipped.
"""
import contextlib
import io
import json
import os
import pathlib
import re
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from lib import base, command, edtf, layout, markup, schema, selection, sentences, source, spans, writer  # noqa: E402
from lib.check import Checker  # noqa: E402

GOLD = pathlib.Path(os.environ.get("LETOPIS_SHARED", HERE.parent.parent / "shared")) / "gold"
TEXT = ("Президент Утопии посетил Аркадию\n\n"
        "Президент Утопии Иван Петров прибыл в Аркадию во вторник. «Мы готовы вступить в Лигу.» — сказал он. "
        "По словам Петрова, товарооборот стран достиг почти 3 млрд долларов. Подписан договор о дружбе.\n"
        "Завод \"Маяк\" и завод \"Заря\" закрыты. Петров, говорят, доволен\n")
ANN = """T1\tPROFESSION 0 16\tПрезидент Утопии
T2\tCOUNTRY 10 16\tУтопии
T3\tCOUNTRY 25 32\tАркадию
T4\tPROFESSION 34 50\tПрезидент Утопии
T5\tCOUNTRY 44 50\tУтопии
T6\tPERSON 51 62\tИван Петров
T7\tCOUNTRY 72 79\tАркадию
T8\tDATE 80 90\tво вторник
T9\tORGANIZATION 92 94;113 117\tМы Лигу
T10\tWORK_OF_ART 34 36\tПр
ез
R1\tWORKS_AS Arg1:T6 Arg2:T4
N1\tReference T2 Wikidata:Q1000001\tУтопия
N2\tReference T5 Wikidata:Q1000001\tУтопия
N3\tReference T3 Wikidata:NULL\tАркадия
N4\tReference T6 Wikidata:Q1000002\tПетров, Иван Иванович
N5\tReference T7 Wikidata:P17
"""
POST = "⚡️**Утопия отозвала посла из Аркадии.** Об этом сообщил министр Сидоров.\n\n[Подписаться](https://t.me/x)"
MARKUP = """# a comment
published 2024-05-08   # and one more
title S1
e state/utopia "Утопия" Q1000001 m2 "Утопии"* S4"стран"d
e state/arcadia "Аркадия" "Аркадию"*   # goes on below
  S4"стран"d
e person/petrov "Иван Петров" m1 S2"Президент Утопии" S2"Иван Петров" S3"он"p S4"Петрова" S7"Петров"
e org/league "Лига" S3"Лигу"
e org/mayak "Маяк" S6`Завод "Маяк"`
e document/treaty "Договор о дружбе" S5"договор о дружбе"d
t S2"во вторник" D-1
f S4"почти 3 млрд долларов" 3e9 USD almost "товарооборот" of=utopia,arcadia by=petrov
f f2 S4"3" 3 USD "товарооборот"
q S3"Мы … Лигу" d petrov cue="сказал"
q S4"товарооборот …" i petrov cue="По словам"
a e7 visit visitor=petrov host=arcadia @D-1 ev S1 S2
a join agent=utopia object=league offered by=petrov ev S3"готовы вступить в Лигу"
a e1 sign agent=utopia,arcadia instrument=treaty hedged aside @../D ev S5
s s1 petrov office utopia in_office post="президент" ev S2"Президент Утопии Иван Петров"
s s2 utopia membership league interested declined by=petrov from=D ev S3"готовы вступить в Лигу"
s treaty document - signed ev S5
d s2 f2 e7 value "почему"
"""


def a_text(key, content, kind="telegram", file="f", record="-", **more):
    values = {"part": "learn", "twice": False, "third": False, **more}
    return base.Text(key, kind, file, record, base.sha256(content), len(content), **values)


def read(source_text, content=TEXT, mentions=(), day=None):
    """(labels, faults) of a mark-up of a text."""
    reader = markup.Reader("x.mk", source_text, content, a_text("x", content), mentions, day)
    return reader.compile(), reader.faults


class Sentences(unittest.TestCase):
    def cut(self, text):
        return [text[begin:end] for begin, end in sentences.sentences(text)]

    def test_line_breaks_end_sentences_and_blanks_are_left_out(self):
        self.assertEqual(self.cut("  Заголовок \n\nТекст. Ещё\n"), ["Заголовок", "Текст.", "Ещё"])

    def test_initials_abbreviations_and_small_letters_do_not_end_them(self):
        text = "Ушёл И. И. Петров из г. Зари в 5 млн. Лет. а потом."
        self.assertEqual(self.cut(text), ["Ушёл И. И. Петров из г. Зари в 5 млн. Лет. а потом."])

    def test_closing_marks_belong_to_the_sentence(self):
        self.assertEqual(self.cut("«Да!» Нет?.. **Так.** [Вот](u)"), ["«Да!»", "Нет?..", "**Так.**", "[Вот](u)"])


class Edtf(unittest.TestCase):
    def test_values_and_what_is_none(self):
        for good in ("2024", "2024-05", "2024-05-08~", "XXXX-10-25", "2024-21", "../2024", "2024-05-08/..", "2024-02-29", "202X"):
            self.assertTrue(edtf.valid(good), good)
        for bad in ("", "24-05", "2024-13", "2023-02-29", "../..", "2024/2023", "2024/2025/2026", "вчера", None, 2024):
            self.assertFalse(edtf.valid(bad), bad)

    def test_values_that_lean_on_the_day_of_publication(self):
        day = "2024-03-01"
        self.assertEqual([edtf.value(v, day) for v in ("D", "D~", "../D", "D/..", "D-1", "D+31", "2020")],
                         [day, "2024-03-01~", "../2024-03-01", "2024-03-01/..", "2024-02-29", "2024-04-01", "2020"])
        self.assertEqual([edtf.value(v, None) for v in ("D", "D~", "D-1", "2020")], [None, None, None, "2020"])
        between = "2024-01/2024-02"
        self.assertEqual([edtf.value(v, between) for v in ("D", "D~", "../D", "D/..")],
                         [between, between, "../2024-02", "2024-01/.."])
        self.assertEqual([edtf.value(v, day) for v in ("D-3~/D", "2014/D", "D/2030", "D+1/D+3~")],
                         ["2024-02-27~/2024-03-01", "2014/2024-03-01", "2024-03-01/2030", "2024-03-02/2024-03-04~"])
        self.assertEqual(edtf.value("D-1", "2024-03-01/2024-03-03"), "2024-02-29/2024-03-02")
        with self.assertRaisesRegex(ValueError, "day of publication"):
            edtf.value("D-1", between)


class Brat(unittest.TestCase):
    def test_parts_are_joined_split_lines_passed_over_and_malformed_links_dropped(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.ann"
            path.write_text(ANN, encoding="utf-8")
            found = source.read_brat(path)
        self.assertEqual(found[0], source.Mention(0, 16, "PROFESSION"))
        self.assertEqual([m.link for m in found if m.type == "COUNTRY"], ["Q1000001", "", "Q1000001", ""])
        self.assertIn(source.Mention(92, 117, "ORGANIZATION"), found)
        self.assertIn(source.Mention(34, 36, "WORK_OF_ART"), found)
        self.assertEqual(len(found), 10)


class Spans(unittest.TestCase):
    def span(self, written, content=TEXT, loose=False):
        (token,) = spans.tokens(written)
        ((begin, end),) = spans.Spans(content, ()).read(token, loose=loose)[0]
        return content[begin:end]

    def wrong(self, written, pattern, content=TEXT):
        with self.assertRaisesRegex(spans.Wrong, pattern):
            self.span(written, content)

    def test_strings_sentences_and_ellipses(self):
        for written, expected in {
            'S1': "Президент Утопии посетил Аркадию",
            'S2"Президент … прибыл"': "Президент Утопии Иван Петров прибыл",
            'S2"прибыл …"': "прибыл в Аркадию во вторник",
            'S2"... прибыл"': "Президент Утопии Иван Петров прибыл",
            'S4"достиг … дружбе"S5': TEXT[TEXT.index("достиг"):TEXT.index("дружбе") + 6],
            'S5"Подписан …"S6': 'Подписан договор о дружбе.\nЗавод "Маяк" и завод "Заря" закрыты',
            'S1-S2': TEXT[:TEXT.index(". «")],
            '"Аркадию"#2': "Аркадию",
            'S6`завод "Заря"`': 'завод "Заря"',
            '"завод \\"Заря\\""': 'завод "Заря"',
            '"Аркадию Президент"': "Аркадию\n\nПрезидент",
            'S3': "Мы готовы вступить в Лигу.» — сказал он".replace("Мы", "«Мы"),
        }.items():
            self.assertEqual(self.span(written), expected, written)

    def test_a_mark_at_the_edge_goes_where_its_fellow_is_elsewhere_or_at_the_other_edge(self):
        self.assertEqual(self.span("S1", "«Да, мы рады»."), "Да, мы рады")
        self.assertEqual(self.span("S1", "«Да, мы рады"), "Да, мы рады")
        self.assertEqual(self.span("S1", "Он назвал это «успехом»."), "Он назвал это «успехом»")
        self.assertEqual(self.span("S1", "\"Маяк\" и \"Заря\"."), "\"Маяк\" и \"Заря\"")
        self.assertEqual(self.span("S1", "И \"Заря\"\".", ), "И \"Заря\"")

    def test_whole_sentence_of_boilerplate_keeps_its_edges(self):
        self.assertEqual(self.span("S6", loose=True), 'Завод "Маяк" и завод "Заря" закрыты.')

    def test_what_is_ambiguous_missing_or_cuts_a_word_is_told_with_places(self):
        self.wrong('"Аркадию"', r"ambiguous.*#1 S1.*#2 S2")
        self.wrong('S2"Лигу"', r"it stands in S3")
        self.wrong('"аркадию президент утопии"', "the text has")
        self.wrong('"Арка"', "inside a word")
        self.wrong('"Аркадию"#3', "only 2 times")
        self.wrong('S99"а"', "no sentence S99")
        self.wrong("m1", "no mentions are known")
        self.wrong('"x … y … z"', "a beginning … and an end")
        self.wrong('S3"Лигу … Мы"', "does not stand there")

    def test_an_ellipsis_of_the_text_itself_is_found(self):
        self.assertEqual(self.span('S1"ну… да"', "Он сказал: ну… да."), "ну… да")


class Compile(unittest.TestCase):
    def mentions(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.ann"
            path.write_text(ANN, encoding="utf-8")
            return source.read_brat(path)

    def labels(self):
        labels, faults = read(MARKUP, mentions=self.mentions())
        self.assertEqual(faults, [])
        return labels

    def test_layers(self):
        labels = self.labels()
        slices = {name: [TEXT[item["begin"]:item["end"]] for item in labels[name]] for name in ("times", "figures", "quotes")}
        self.assertEqual(slices["times"], ["во вторник"])
        self.assertEqual(slices["quotes"], ["Мы готовы вступить в Лигу.", "товарооборот стран достиг почти 3 млрд долларов"])
        self.assertEqual(slices["figures"], ["почти 3 млрд долларов", "3"])
        self.assertEqual(labels["title"], [0, 32])
        self.assertEqual(labels["figures"][0]["value"], 3000000000)
        self.assertEqual(labels["figures"][0]["said_by"], ["person/petrov"])
        self.assertEqual(labels["times"][0]["edtf"], "2024-05-07")
        utopia = labels["entities"][-1]
        self.assertEqual([m["form"] for m in utopia["mentions"]], ["name", "name", "descriptor"])
        petrov = next(e for e in labels["entities"] if e["id"] == "person/petrov")
        self.assertEqual([m["form"] for m in petrov["mentions"]][:2], ["role", "name"])

    def test_claims_are_numbered_in_text_order_and_disputes_follow_their_tags(self):
        labels = self.labels()
        self.assertEqual([(e["id"], e["act"]) for e in labels["events"]], [("e1", "visit"), ("e2", "join"), ("e3", "sign")])
        self.assertEqual([s["value"] for s in labels["statuses"]], ["in_office", "interested", "signed"])
        self.assertEqual(labels["disputes"][0]["between"], ["s2", "figures/1", "e1"])

    def test_defaults_of_time_modality_and_plover(self):
        visit, join, sign = self.labels()["events"]
        self.assertEqual((visit["plover"], visit["mode"], visit["edtf"], visit["core"]), ("CONSULT", "visit", "2024-05-07", True))
        self.assertEqual((join["plover"], join["mode"], join["edtf"], join["modality"]), ("AGREE", None, "2024-05-08/..", "offered"))
        self.assertEqual((sign["edtf"], sign["core"], sign["hedged"]), ("../2024-05-08", False, True))
        self.assertNotIn("hedged", visit)
        self.assertEqual(self.labels()["statuses"][1]["modality"], "declined")

    def test_plover_and_contexts_are_taken_from_the_line_where_it_says_so(self):
        labels, faults = read('published null\ne person/a "А" S7"Петров"\n'
                              "a meet agent=a plover=CONSULT/phone contexts=economic,legal ev S7\na visit visitor=a plover=none ev S5")
        self.assertEqual(faults, [])
        by_act = {e["act"]: e for e in labels["events"]}
        self.assertEqual((by_act["meet"]["mode"], by_act["meet"]["contexts"]), ("phone", ["economic", "legal"]))
        self.assertEqual((by_act["visit"]["plover"], by_act["visit"]["mode"], by_act["visit"]["edtf"]), (None, None, None))

    def test_a_full_stop_before_the_closing_mark_is_added(self):
        labels, _ = read('e person/a "А" S7"Петров"\nq S3"Мы … Лигу" d a')
        item = labels["quotes"][0]
        self.assertEqual(TEXT[item["begin"] - 1:item["end"] + 1], "«Мы готовы вступить в Лигу.»")

    def test_all_faults_of_a_file_come_at_once_with_their_lines(self):
        _, faults = read('\n'.join([
            'e person/a "А" S7"Петров"x',                      # 1 form
            'e persn/b "Б" S7"Петров"',                        # 2 kind
            'e place/c "В" S1"Аркадию"',                       # 3 type
            'a bombed agent=a ev S1',                          # 4 act
            'a visit guest=a ev S1',                           # 5 role
            'a visit visitor=nobody ev S1',                    # 6 id
            'a visit visitor=a @2024-13 ev S1',                # 7 EDTF
            'a visit visitor=a',                               # 8 evidence
            's a office - king ev S1',                         # 9 value
            's a rank - in_office ev S1',                      # 10 kind of status
            't "Утопии" 2024',                                 # 11 ambiguous
            't S2"вторник" when',                              # 12 EDTF
            'q S4"товарооборот" x a',                          # 13 kind of quote
            'f S4"3" three USD "товарооборот"',                # 14 number
            'zzz',                                             # 15 letter
            'd e1 e2 value "why"',                             # 16 claims
            'e person/z "Я" "не закрыто',                      # 17 quotes
            'outlet medium/none',                              # 18 entity
        ]))
        self.assertEqual(sorted({line for line, _ in faults}), list(range(1, 19)))

    def test_faults_against_the_rules_have_the_line_of_their_item(self):
        head = 'published null\ne person/a "А" S7"Петров"\n'
        for line, pattern in {
            'q S2"прибыл в" d a': "does not fill its quotation marks",
            'q S7"Петров," i a': "ends with punctuation",
            'q S5 i a cue="молвил"': "does not stand in the text",
            't S2"вторник" null\nb S2 ad': "lies in boilerplate",
            'a visit visitor=a plover=CONSULT/horse ev S1': "has no mode",
            'a visit visitor=a contexts=picnic ev S1': "unknown context",
            'a visit ev S1': "has no role",
        }.items():
            _, faults = read(head + line)
            self.assertTrue(faults and faults[0][0] == 3 and re.search(pattern, faults[0][1]), (line, faults))

    def test_null_dates_need_a_null_publication(self):
        _, faults = read('published 2024-05-08\nt S2"вторник" null')
        self.assertRegex(faults[0][1], "null though the day of publication is known")
        labels, _ = read('published null\nt S2"вторник" D-1')
        self.assertIsNone(labels["times"][0]["edtf"])

    def test_a_post_has_its_own_day(self):
        labels, _ = read('t S2"вторник" D-1', day="2024-05-08")
        self.assertEqual((labels["published"], labels["times"][0]["edtf"]), ("2024-05-08", "2024-05-07"))
        _, faults = read("published 2024-05-09", day="2024-05-08")
        self.assertRegex(faults[0][1], "the post is of 2024-05-08")

    def test_bare_slugs_must_be_unique(self):
        _, faults = read('e person/a "А" S7"Петров"\ne org/a "А" S3"Лигу"\nq S5 i a')
        self.assertRegex(faults[0][1], "a may be person/a, org/a")

    def test_markup_written_from_labels_gives_the_same_labels(self):
        labels = self.labels()
        written = writer.Writer(TEXT).write(labels)
        again, faults = read(written)
        self.assertEqual((again, faults), (labels, []))
        self.assertEqual(writer.Writer(TEXT).write(again), written)

    def test_every_span_can_be_written(self):
        words = [match.span() for match in re.finditer(r"\w+", TEXT)]
        one = writer.Writer(TEXT)
        for n, (begin, _) in enumerate(words):
            for _, end in words[n:]:
                (token,) = spans.tokens(one.span(begin, end))
                self.assertEqual(one.spans.read(token)[0], [(begin, end)])

    def test_the_worked_example_of_the_manual_compiles(self):
        manual = (HERE / "markup.md").read_text(encoding="utf-8")
        shown, example = (block.strip("\n") for block in manual.split("## Worked example")[1].split("```")[1::2])
        lines = [line[line.index(" ") + 1:] for line in shown.split("\n") if line.startswith("S")]
        content = lines[0] + "\n\n" + " ".join(lines[1:])
        known, at = [], 0
        for line in shown.split("\n"):
            if line.startswith("S"):
                at = content.index(line[line.index(" ") + 1:])
            elif match := re.match(r'\s+m\d+ (\w+) "(.+)"', line):
                begin = content.index(match[2], at)
                known.append(source.Mention(begin, begin + len(match[2]), match[1]))
        labels, faults = read(example, content, known)
        self.assertEqual(faults, [])
        self.assertEqual((len(labels["events"]), len(labels["statuses"]), len(labels["quotes"])), (3, 3, 2))


class Check(unittest.TestCase):
    def faults(self, change):
        labels, _ = read('published 2024-05-08\ne person/a "А" S7"Петров"\nt S2"вторник" D-1\nq S5 i a\na e1 visit visitor=a ev S1\n'
                         "s s1 a office - in_office ev S1\nd e1 s1 value \"why\"")
        change(labels)
        return [why for _, why in Checker(labels, TEXT, a_text("x", TEXT)).run()]

    def test_sound_labels_have_none(self):
        self.assertEqual(self.faults(lambda labels: None), [])

    def test_each_broken_rule_is_found(self):
        def put(path, value):
            def change(labels):
                item = labels
                for key in path[:-1]:
                    item = item[key]
                item[path[-1]] = value
            return change
        for path, value, pattern in (
                (["sha256"], "0", "texts.tsv says"), (["published"], "soon", "no EDTF"), (["title"], [5, 999], "outside the text"),
                (["published_in_text"], "2024-05-08", "does not stand"), (["authors"], ["Никто"], "does not stand"),
                (["entities", 0, "mentions"], [], "has no mention"), (["entities", 0, "type"], "HUMAN", "unknown type"),
                (["entities", 0, "wikidata"], "7747", "no Wikidata id"), (["times", 0, "end"], 10 ** 6, "outside the text"),
                (["times", 0, "begin"], 81, "inside a word"), (["quotes", 0, "speaker"], "person/b", "no such entity"),
                (["quotes", 0, "via"], ["person/b"], "no such entity"), (["events", 0, "roles"], {"guest": ["person/a"]}, "unknown role"),
                (["events", 0, "roles"], {"visitor": ["person/b"]}, "no such entity"), (["events", 0, "evidence"], [], "no evidence"),
                (["events", 0, "modality"], "maybe", "unknown modality"), (["events", 0, "id"], "e2", "ids are not"),
                (["events", 0, "edtf"], None, "null though"), (["events", 0, "core"], 1, "true or false"),
                (["statuses", 0, "value"], "king", "unknown value"), (["statuses", 0, "kind"], "rank", "unknown kind"),
                (["statuses", 0, "valid_from"], "then", "no EDTF"), (["disputes", 0, "between"], ["e1", "e9"], "no such claim"),
                (["disputes", 0, "between"], ["e1"], "two sides"), (["events", 0, "extra"], 1, "has unknown extra")):
            self.assertTrue(any(re.search(pattern, why) for why in self.faults(put(path, value))), (path, value))


class Commands(unittest.TestCase):
    """The program on a folder of invented data sets."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        data = self.root / "data"
        base.write(data / "nerel" / "train" / "a.txt", TEXT)
        base.write(data / "nerel" / "train" / "a.ann", ANN)
        posts = [{"message_id": 7, "text": POST, "date": "2024-05-08T10:00:00+00:00", "channel": "Проба", "category": "political"}]
        base.write(data / "telegram" / "raw" / "1_messages.json", json.dumps(posts, ensure_ascii=False))
        base.write_texts([a_text("n-a", TEXT, "nerel-train", "nerel/train/a.txt", twice=True),
                          a_text("t-p-7", POST, "telegram", "telegram/raw/1_messages.json", "7", part="report")],
                         self.root / "texts.tsv")
        base.write(self.root / "mk" / "n-a.mk", MARKUP)
        base.write(self.root / "mk" / "t-p-7.mk", 'b S3 credit\ne state/utopia "Утопия" S1"Утопия"\ne person/sidorov "Сидоров" S2"Сидоров"\n'
                   'e person/envoy "Посол" S1"посла"r\na recall agent=utopia object=envoy by=sidorov ev S1\n')

    def run_tool(self, *arguments):
        """(exit status, standard output, standard error)"""
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        common = ["--data", str(self.root / "data"), "--texts", str(self.root / "texts.tsv")]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = command.main([arguments[0], *common, *map(str, arguments[1:])])
        for stream in (out, err):
            stream.seek(0)
        return status, out.read(), err.read()

    def compile(self, out="labels", mk="mk"):
        return self.run_tool("compile", *sorted((self.root / mk).glob("*.mk")), "--out", self.root / out)

    def test_compile_check_build_and_back_give_the_same_bytes(self):
        self.assertEqual(self.compile()[0], 0)
        status, out, err = self.run_tool("check", "--labels", self.root / "labels", "--independent", self.root / "none", "--json")
        report = json.loads(out)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(list(report), ["texts", "characters", "mentions", "quotes", "times", "figures", "events", "statuses", "disputes",
                                        "faults", "agreement"])
        self.assertEqual((report["texts"], report["events"], report["faults"]), (2, 4, 0))
        status, _, err = self.run_tool("build", "--labels", self.root / "labels", "--out", self.root / "built")
        self.assertEqual((status, err), (0, ""))
        self.assertEqual((self.root / "built" / "texts" / "n-a.txt").read_text(encoding="utf-8"), TEXT)
        manifest = [json.loads(line) for line in (self.root / "built" / "manifest.jsonl").read_text().splitlines()]
        self.assertEqual(manifest, [{"path": "texts/n-a.txt", "published": "2024-05-08"}, {"path": "texts/t-p-7.txt", "published": "2024-05-08"}])
        gold = base.read_json(self.root / "built" / "gold" / "n-a.json")
        self.assertEqual((gold["doc"], gold["title"], gold["times"][0]["text"]), ("n-a.txt", "Президент Утопии посетил Аркадию", "во вторник"))
        self.assertNotIn("sha256", gold)
        self.assertEqual(self.compile("again", "built/markup")[0], 0)
        for key in ("n-a", "t-p-7"):
            self.assertEqual(*((self.root / folder / f"{key}.json").read_bytes() for folder in ("labels", "again")))

    def test_labels_hold_no_sentence_of_the_text(self):
        self.compile()
        content = (self.root / "labels" / "n-a.json").read_text(encoding="utf-8")
        for begin, end in sentences.sentences(TEXT):
            self.assertNotIn(TEXT[begin:end], content)

    def test_faults_name_file_and_line_and_write_nothing(self):
        base.write(self.root / "mk" / "n-a.mk", 'published null\na visit agent=x ev S1\nt "ничего" 2024\n')
        status, _, err = self.compile()
        self.assertEqual(status, 1)
        self.assertIn("n-a.mk:2: no such entity: x", err)
        self.assertIn("n-a.mk:3: 'ничего' does not stand in the text", err)
        self.assertFalse((self.root / "labels" / "n-a.json").exists())

    def test_a_changed_text_is_a_fault_everywhere(self):
        self.compile()
        base.write(self.root / "data" / "nerel" / "train" / "a.txt", TEXT + "!")
        for arguments in (("check", "--labels", self.root / "labels"), ("build", "--labels", self.root / "labels", "--out", self.root / "b"),
                          ("layout", "n-a"), ("compile", self.root / "mk" / "n-a.mk", "--out", self.root / "c")):
            status, _, err = self.run_tool(*arguments)
            self.assertEqual(status, 1, arguments)
            self.assertIn("n-a is not the text that was marked", err)

    def test_missing_and_damaged_labels_are_faults(self):
        self.compile()
        (self.root / "labels" / "t-p-7.json").unlink()
        check = ("check", "--labels", self.root / "labels", "--independent", self.root / "none")
        self.assertEqual(self.run_tool(*check)[0], 1)
        self.assertEqual(self.run_tool(*check, "--partial")[0], 0)
        path = self.root / "labels" / "n-a.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"visit"', '"stroll"', 1), encoding="utf-8")
        status, _, err = self.run_tool(*check, "--partial")
        self.assertEqual(status, 1)
        self.assertIn("events e1: unknown act 'stroll'", err)
        path.write_text('{"doc": 1', encoding="utf-8")
        status, out, err = self.run_tool(*check, "--partial", "--json")
        self.assertEqual((status, json.loads(out)["faults"]), (1, 1))
        self.assertIn("not valid JSON", err)

    def test_layout_shows_sentences_mentions_and_groups(self):
        status, out, _ = self.run_tool("layout", "n-a")
        self.assertEqual(status, 0)
        self.assertIn("S2 Президент Утопии Иван Петров прибыл", out)
        self.assertIn('m2 COUNTRY "Утопии" Q1000001', out)
        self.assertIn('"Иван Петров" Q1000002 m4r m6', re.sub(r"m\d+r (m\d+)$", r"m4r m6", out, flags=re.M))
        self.assertIn("title S1", out)
        self.assertRegex(out, r"t m\d+ \?")
        self.assertEqual(self.run_tool("layout", "no-such")[0], 1)

    def test_layout_of_a_post_takes_the_engines_entities(self):
        begin = POST.index("Сидоров")
        analysis = {"doc": "x/t-p-7.txt", "entities": [{"id": "person/sidorov", "type": "PERSON", "name": "Сидоров", "wikidata": None,
                                                        "mentions": [{"begin": begin, "end": begin + 7, "form": "name"}]}],
                    "mentions": [{"begin": begin - 8, "end": begin - 1, "type": "PROFESSION"}]}
        base.write(self.root / "known.jsonl", json.dumps(analysis) + "\n")
        _, out, _ = self.run_tool("layout", "t-p-7", "--mentions", self.root / "known.jsonl")
        self.assertIn("published 2024-05-08", out)
        self.assertIn('e person/sidorov "Сидоров" m2', out)
        base.write(self.root / "mk2" / "t-p-7.mk", 'e person/sidorov "Сидоров" m1 m2\n')
        self.assertEqual(self.run_tool("compile", self.root / "mk2" / "t-p-7.mk", "--out", self.root / "l2", "--mentions",
                                       self.root / "known.jsonl")[0], 0)
        labels = base.read_json(self.root / "l2" / "t-p-7.json")
        self.assertEqual([m["form"] for m in labels["entities"][0]["mentions"]], ["role", "name"])

    @unittest.skipUnless((GOLD / "score.py").is_file(), "../shared/gold/score.py is not there")
    def test_agreement_of_two_independent_markings(self):
        self.compile("labels")
        only = [self.root / "mk" / "n-a.mk"]
        for side in "ab":
            self.run_tool("compile", *only, "--out", self.root / "independent" / side)
            base.write(only[0], MARKUP.replace("q S3", "#").replace("3e9", "4e9"))
        check = ("check", "--labels", self.root / "labels", "--independent", self.root / "independent", "--gold", GOLD)
        status, out, err = self.run_tool(*check, "--json")
        self.assertEqual((status, err), (0, ""))
        agreement = json.loads(out)["agreement"]
        self.assertAlmostEqual(agreement["quotes.detection.f1"], 2 / 3, 5)
        self.assertEqual((agreement["figures.value.f1"], agreement["events.modality.accuracy"], agreement["times.interval.f1"]), (0.5, 1, 1))
        _, out, _ = self.run_tool("diff", self.root / "independent" / "a", self.root / "independent" / "b", "--gold", GOLD)
        self.assertIn("quotes: 1 in both, 1 only in A, 0 only in B", out)
        self.assertRegex(out, r"≠ A f .* 3000000000 .*\n    B f .* 4000000000 ")
        _, out, _ = self.run_tool("score", self.root / "independent" / "a", self.root / "independent" / "b", "--gold", GOLD)
        self.assertRegex(out, r"quotes.detection +1.000 +0.500 +0.667")
        (self.root / "independent" / "b" / "n-a.json").unlink()
        status, _, err = self.run_tool(*check)
        self.assertEqual(status, 1)
        self.assertIn("n-a is marked twice and not here", err)

    def test_without_a_scorer_the_agreement_is_a_fault_not_a_silence(self):
        self.compile("labels")
        for side in "ab":
            self.run_tool("compile", self.root / "mk" / "n-a.mk", "--out", self.root / "independent" / side)
        status, _, err = self.run_tool("check", "--labels", self.root / "labels", "--independent", self.root / "independent")
        self.assertEqual(status, 1)
        self.assertIn("there is no scorer; give the folder of score.py with --gold", err)


class Selection(unittest.TestCase):
    def test_texts_about_acts_of_states_qualify_and_others_do_not(self):
        news = "Президент Франции обвинил Китай. Министр Японии посетил Индию и подписал договор."
        self.assertTrue(selection.qualifies(news, (2, 3, 2)))
        self.assertFalse(selection.qualifies("Погода в Париже хороша, в Берлине идёт дождь.", (2, 1, 1)))
        self.assertEqual(selection.states("Москва, Кремль и Россия"), 1)
        self.assertEqual(selection.density(news), 4)

    def test_drawing_spreads_over_acts_and_keeps_limits(self):
        pool = [(f"a{n}", {"visit"}) for n in range(5)] + [("b", {"sign"}), ("c", {"sign", "visit"})]
        chosen = selection.spread(pool, 4)
        self.assertEqual(chosen, selection.spread(list(reversed(pool)), 4))
        self.assertIn("c", chosen)
        self.assertIn("b", chosen)
        self.assertNotIn("b", selection.spread(pool, 4, lambda have, key: key != "b"))
        with self.assertRaisesRegex(base.Fault, "only 7 of 8"):
            selection.spread(pool, 8)

    def test_near_copies(self):
        one = selection.shingles("Премьер Утопии прибыл в Аркадию с визитом на три дня")
        self.assertTrue(selection.near(one, selection.shingles("Срочно: премьер Утопии прибыл в Аркадию с визитом")))
        self.assertFalse(selection.near(one, selection.shingles("Министр Аркадии вылетел домой после долгих переговоров")))


class Committed(unittest.TestCase):
    """What lies in this folder, as far as it can be checked without the texts."""

    def test_the_list_of_texts(self):
        texts = list(base.read_texts().values())
        count = {}
        for text in texts:
            for key in (text.set, text.part, ("report", text.set, text.part == "report")):
                count[key] = count.get(key, 0) + 1
        self.assertEqual([count[key] for key in ("nerel-train", "nerel-dev", "telegram", "learn", "develop", "report")],
                         [125, 25, 90, 160, 40, 40])
        self.assertEqual((count["report", "nerel-dev", True], count["report", "telegram", True]), (25, 15))
        self.assertEqual((sum(text.twice for text in texts), sum(text.third for text in texts)), (30, 12))
        self.assertEqual(len({text.sha256 for text in texts}), 240)

    def test_every_act_has_its_plover_type(self):
        table = schema.read_acts()
        self.assertEqual(set(table), schema.ACTS)
        for act, (plover, mode, contexts, unreal) in table.items():
            self.assertTrue(plover is None or plover in schema.PLOVER, act)
            self.assertTrue(mode is None or mode in schema.PLOVER[plover], act)
            self.assertTrue(unreal is None or unreal in schema.PLOVER, act)
            self.assertTrue(set(contexts) <= schema.CONTEXTS, act)

    def test_labels_are_of_listed_texts_in_canonical_form(self):
        texts = base.read_texts()
        for folder in (base.LABELS, base.INDEPENDENT / "a", base.INDEPENDENT / "b"):
            for path in folder.glob("*.json"):
                labels = base.read_json(path)
                self.assertEqual(labels["sha256"], texts[path.stem].sha256, path)
                self.assertEqual(base.canonical(labels), path.read_text(encoding="utf-8"), path)


if __name__ == "__main__":
    os.environ.pop("CORPUS_DATA", None)
    os.environ.pop("CORPUS_MENTIONS", None)
    unittest.main()
