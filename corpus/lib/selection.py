"""Which texts the corpus has: filters by words, a fixed seed, a spread over acts. README.md tells the same in words.

A text qualifies when it has words of states, of acts between them, and of offices or bodies of state. Of those that qualify,
the densest are drawn one after another, each time for the act that has the fewest texts so far; among its candidates the one
that holds most acts still scarce, then by rank of hash.
"""
import pathlib
import re
from collections import Counter

from .base import Fault, Text, read_json, read_utf8, sha256
from .sentences import sentences
from .source import read_brat

SEED = "letopis corpus 1"
# Acts that words show, as stems; they only steer the selection, a reader decides what a text tells.
STEMS = {
    "visit": r"визит\w*|посети[лтв]\w*|прибы[лтв]\w* (?:с|в|на)|поездк\w*",
    "meet": r"встре[тч]и\w*|встреч[аеуи]\b|встречей|принял\w* (?:президент|премьер|министр|глав)\w*",
    "call": r"телефонн\w* (?:разговор|бесед|переговор)\w*|созвони\w*|по телефону",
    "negotiate": r"переговор\w*|консультаци\w*|обсуди\w*|обсужда\w*",
    "summit": r"саммит\w*|форум\w*|генассамбле\w*|генеральн\w* ассамбле\w*",
    "mediate": r"посредни\w*",
    "sign": r"подписа[лнвт]\w*|заключи[лтв]\w* (?:соглашени|договор|контракт|сделк)\w*|ратифи\w*|парафир\w*",
    "adopt": r"резолюци\w*|приня[лт]\w* (?:решени|закон|декларац|заявлени)\w*|проголосова\w*",
    "agree": r"договори\w*|договор[её]нност\w*|согласи[лв]\w*|соглас(?:ен|на|ны)\b|одобри\w*",
    "invite": r"приглас\w*|приглаш\w*",
    "join": r"вступ(?:ит|ил|лен)\w*|присоедин\w*|вош(?:ел|ёл|л[аио])\w* в|вышл?[аи]? из|выход\w* из|членств\w*|кандидат\w* в член\w*",
    "recognise": r"призна(?:л|ть|ни|ют|ет)\w*|дипломатическ\w* отношени\w*|независимост\w*",
    "congratulate": r"поздрав\w*|соболезн\w*|поблагодар\w*|благодарн\w*|наград\w*|орден\w*",
    "appoint": r"назнач\w*|избра(?:н|ли|ть)\w*|отставк\w*|инаугурац\w*|вступ\w* в должность|посл(?:ом|а|у)\b|посол\b",
    "supply": r"постав(?:к|ил|ля|ит)\w*|экспорт\w*|импорт\w*|транзит\w*|газопровод\w*|товарооборот\w*",
    "aid": r"гуманитарн\w*|помощ[ьи]\w*|кредит\w*|миллиард\w* долларов|инвести\w*",
    "exercise": r"учени[яй]\b|ракет\w*|развер[тн]\w*|перебро[сш]\w*|военнослужащ\w*|вой?ск\w*|вооруж\w*",
    "withdraw": r"выв(?:од|ест|ел)\w*|отв[её](?:д|л|с)\w*|освобо(?:ди|жд)\w*|обмен\w*|перемири\w*|прекращени\w* огня",
    "demand": r"потребова\w*|требу[ею]т\w*|призва[лт]\w*|попроси\w*|запроси\w*|ультиматум\w*",
    "accuse": r"обвин\w*|осуди[лт]\w*|осужда\w*|раскритик\w*|крити[кч]\w*|нот[аеу] протеста|возмущ\w*",
    "reject": r"отверг\w*|отказа[лт]\w*|опроверг\w*|отклони\w*|не признал\w*|отрица\w*",
    "threaten": r"угро[зж]\w*|пригрози\w*|предупреди[лт]\w*",
    "sanction": r"санкци\w*|эмбарго|ограничени\w*|бойкот\w*|запрети[лт]\w* въезд",
    "expel": r"выс(?:лал|лать|ылк|ыла)\w*|персон\w* нон|депорт\w*|экстрад\w*|отозва\w*",
    "detain": r"арест\w*|задерж\w*|похи[тщ]\w*|заложник\w*|шпион\w*",
    "attack": r"атак\w*|обстрел\w*|удар\w* по|вторжени\w*|напад\w*|сбит\w*|бомб\w*|столкновени\w*",
}
# One state a line: its names, adjectives, capital and seats of power.
STATES = [re.compile(rf"\b(?:{line})", re.I) for line in r"""росси\w*|рф\b|москв\w*|кремл\w*
сша\b|вашингтон\w*|американск\w*
белорус\w*|беларус\w*|минск\w*
украин\w*|киев\w*
грузи\w*|тбилис\w*
армени\w*|армянск\w*|ереван\w*
азербайджан\w*|баку\b
казахстан\w*|казахск\w*
узбек\w*|ташкент\w*
киргиз\w*|кыргыз\w*
таджик\w*
туркмен\w*
молдав\w*|молдов\w*|кишин\w*|приднестров\w*
абхаз\w*
осети\w*
литв\w*|литовск\w*
латви\w*|латыш\w*
эстон\w*
польш\w*|польск\w*|варшав\w*
чехи\w*|чешск\w*
словаки\w*|словацк\w*
венгр\w*|венгер\w*
румын\w*
болгар\w*
серб\w*|белград\w*
косов\w*
хорват\w*
черногор\w*
македон\w*
албан\w*
греци\w*|греческ\w*
турци\w*|турецк\w*|анкар\w*
кипр\w*
итали\w*|итальян\w*
испани\w*|испанск\w*
португал\w*
франц\w*|париж\w*
германи\w*|немецк\w*|берлин\w*|фрг\b
австри[ий]\w*
швейцар\w*
бельги\w*
нидерланд\w*|голланд\w*
великобритан\w*|британ\w*|лондон\w*
ирланд\w*
дани[яию]\b|датск\w*
швеци\w*|шведск\w*
норвег\w*|норвеж\w*
финлянд\w*|финск\w*
исланд\w*
ватикан\w*
израил\w*
палестин\w*|сектор\w* газа
сири[яию]\w*|сирийск\w*|дамаск\w*
ливан\w*
иордан\w*
ирак\w*
иран\w*|тегеран\w*
саудовск\w*
катар\w*
оаэ\b|эмират\w*
йемен\w*
египет\w*|египт\w*
ливи[йяию]\w*
тунис\w*
алжир\w*
марокк\w*
судан\w*
сомали\w*
эфиоп\w*
нигери\w*
конго\b
юар\b
зимбабве
афган\w*
пакистан\w*
инди[йяию]\w*
кита\w*|пекин\w*|кнр\b
кндр\b|пхеньян\w*|северн\w+ коре\w*|северокорейск\w*
южн\w+ коре\w*|южнокорейск\w*|сеул\w*
япон\w*|токио
монгол\w*
вьетнам\w*
таиланд\w*|тайск\w*
филиппин\w*
индонез\w*
мьянм\w*
австрали\w*
канад\w*
мексик\w*
куб[аеыу]\b|кубинск\w*
венесуэл\w*
бразил\w*
аргентин\w*
чили\b
боливи\w*
эквадор\w*
колумби\w*
гондурас\w*""".split("\n")]
OFFICES = re.compile(r"""\b(?:президент\w*|премьер\w*|министр\w*|министерств\w*|мид\b|мид[аеу]\b|минобороны|канцлер\w*|корол[ьяею]\w*|посол\b|посла\b|
    послу\b|послом\b|посольств\w*|дипломат\w*|госсекретар\w*|госдеп\w*|глав[аыеу]\w* (?:мид|государств|правительств|внешнеполитическ)\w*|правительств\w*|
    парламент\w*|сенат\w*|конгресс\w*|госдум\w*|оон|нато|евросоюз\w*|ес|еврокомисси\w*|европейск\w* (?:союз|комисси|парламент)\w*|снг|одкб|обсе|брикс|шос|
    лидер\w* (?:стран|государств)\w*|власт\w*|пентагон\w*|белый дом\w*|белого дома|совет\w* безопасности|совбез\w*|мвф)\b""".replace("\n    ", ""), re.I)
ACTS = {act: re.compile(rf"\b(?:{stems})", re.I) for act, stems in STEMS.items()}
INTERNAL = re.compile(r"\b(?:фильм\w*|альбом\w*|певиц\w*|чемпионат\w*|матч\w*|турнир\w*|футбол\w*|олимп\w*|концерт\w*|актёр\w*|актер\w*|режисс\w*|"
                      r"хоккей\w*|спектакл\w*|евровидени\w*|тренер\w*|клуб\w*|писател\w*|лауреат\w*)\b", re.I)
DEATH = re.compile(r"\b(?:умер\w*|сконча\w*|погиб\w*|смерт\w*|уш[её]л из жизни|найден\w* м[её]ртв\w*)\b", re.I)
ADVERT = re.compile(r"\berid\b|\bреклама\.|#реклама|\bпромокод", re.I)

# Channels that carry news of the world, with the most posts that one may give.
CHANNELS = {"1001003921752": ("bbc", 22), "1001101170442": ("rian", 20), "1001394050290": ("bbbreaking", 20),
            "1001754252633": ("toporlive", 10), "1001166834860": ("ru2ch", 10), "1001136626166": ("banksta", 8),
            "1001117628569": ("mash", 5), "1001100158992": ("shot", 5), "1001237513492": ("topor", 4)}
COUNTS = {"nerel-train": 125, "nerel-dev": 25, "telegram": 90}
POOL = {"train": 155, "dev": 25}  # the densest, from which texts are drawn
MIDDLE, LONG = 2000, 30  # texts above MIDDLE code points are long; so many of nerel-train are taken at most


def rank(*what):
    return sha256("\t".join((SEED, *what)))


def states(text):
    """How many states a text names."""
    return sum(bool(names.search(text)) for names in STATES)


def acts(text):
    return {act for act, stems in ACTS.items() if stems.search(text)}


def words(text):
    """How many words of acts, and of offices and bodies, a text has."""
    return sum(len(stems.findall(text)) for stems in ACTS.values()), len(OFFICES.findall(text))


def qualifies(text, least):
    """least: so many states, words of acts, words of offices."""
    return all(map(int.__ge__, (states(text), *words(text)), least)) and len(INTERNAL.findall(text)) <= 3


def spread(pool, count, limits=lambda chosen, item: True):
    """Draws `count` of [(key, acts)], each time for the act that has the fewest texts so far."""
    chosen, have, left = [], Counter(), dict(sorted(pool, key=lambda item: rank(item[0])))
    while len(chosen) < count and left:
        fitting = [key for key in left if limits(chosen, key)]
        if not fitting:
            break
        supply = Counter(act for key in fitting for act in left[key])
        scarce = min(sorted(supply), key=lambda act: (have[act], supply[act], act))
        best = max((key for key in fitting if scarce in left[key]),
                   key=lambda key: (sum(1 / (1 + have[act]) for act in left[key]), rank(key)))
        chosen.append(best)
        have.update(left.pop(best))
    if len(chosen) < count:
        raise Fault(f"only {len(chosen)} of {count} texts qualify")
    return chosen


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[n:n + 4]) for n in range(len(words) - 3)}


def near(a, b):
    return len(a & b) > 0.15 * min(len(a), len(b)) if a and b else False


def density(text):
    """Sentences that have a word of an act and two states, and those that have one, a state and an office or body."""
    found = 0
    for begin, end in sentences(text):
        sentence = text[begin:end]
        if acts(sentence):
            number = states(sentence)
            found += (number >= 2) + (number >= 1 and bool(OFFICES.search(sentence)))
    return found


def nerel(data, part):
    """{id: (file, text)} of the qualifying texts, at most POOL, the densest."""
    found = {}
    for path in sorted((data / "nerel" / part).glob("*.txt")):
        text = read_utf8(path)
        linked = {m.link or text[m.begin:m.end] for m in read_brat(path.with_suffix(".ann")) if m.type in ("COUNTRY", "NATIONALITY")}
        if (linked and 500 <= len(text) <= 4000 and qualifies(text, (1, 1, 1)) and not DEATH.search(text[:100])):
            name = "n-" + path.stem.removesuffix("_text").replace("_", "-")
            found[name] = (f"nerel/{part}/{path.name}", text)
    scores = {key: (-density(text), -sum(words(text)), rank(key)) for key, (_, text) in found.items()}
    count = sum(-score[0] >= 1 for score in scores.values())
    best = sorted(found, key=scores.get)[:POOL[part]]
    return {key: found[key] for key in best}, count


def telegram(data):
    """{id: (file, record, channel, text)} of the qualifying posts."""
    found = {}
    for channel, (slug, _) in CHANNELS.items():
        file = f"telegram/raw/{channel}_messages.json"
        for post in read_json(data / file):
            text, date = post.get("text") or "", post["date"]
            # Between 3 and 21 hours UTC the day is the same in Moscow, where the channels write.
            if (len(text) >= 300 and len(text) <= 3000 and "2023" <= date[:4] <= "2024" and "03" <= date[11:13] <= "20"
                    and post["category"] != "advertisement" and not ADVERT.search(text) and qualifies(text, (2, 3, 2))):
                found[f"t-{slug}-{post['message_id']}"] = (file, str(post["message_id"]), slug, text)
    return found


def select(data):
    data = pathlib.Path(data)
    rows, sizes = [], {}
    for part in ("train", "dev"):
        kind = f"nerel-{part}"
        pool, sizes[kind] = nerel(data, part)

        def few_long(chosen, key, part=part, pool=pool):
            return part == "dev" or len(pool[key][1]) <= MIDDLE or sum(len(pool[c][1]) > MIDDLE for c in chosen) < LONG
        for key in spread([(key, acts(text)) for key, (_, text) in pool.items()], COUNTS[kind], few_long):
            rows.append((key, kind, pool[key][0], "-", pool[key][1]))
    posts = telegram(data)
    sizes["telegram"] = len(posts)
    grams, most = {key: shingles(post[3]) for key, post in posts.items()}, dict(CHANNELS.values())

    def fresh(chosen, key):
        slug = posts[key][2]
        return (sum(posts[c][2] == slug for c in chosen) < most[slug]
                and not any(near(grams[key], grams[c]) for c in chosen))
    for key in spread([(key, acts(post[3])) for key, post in posts.items()], COUNTS["telegram"], fresh):
        file, number, _, text = posts[key]
        rows.append((key, "telegram", file, number, text))
    return marked(rows), sizes


def marked(rows):
    """The split, and which texts are read twice independently and a third time."""
    def first(count, what, keys):
        return set(sorted(keys, key=lambda key: rank(what, key))[:count])
    report = {row[0] for row in rows if row[1] == "nerel-dev"}
    report |= first(15, "report", [row[0] for row in rows if row[1] == "telegram"])
    develop = first(40, "split", [row[0] for row in rows if row[0] not in report])
    part = {row[0]: "report" if row[0] in report else "develop" if row[0] in develop else "learn" for row in rows}
    twice = set()
    for kind, each in (("nerel-train", {"learn": 9, "develop": 7}), ("nerel-dev", {"report": 4}),
                       ("telegram", {"learn": 4, "develop": 4, "report": 2})):
        for where, count in each.items():
            twice |= first(count, "twice", [row[0] for row in rows if row[1] == kind and part[row[0]] == where])
    third = set(sorted((row[0] for row in rows), key=lambda key: rank("third", key))[::20])
    return [Text(key, kind, file, number, sha256(text), len(text), part[key], key in twice, key in third)
            for key, kind, file, number, text in sorted(rows)]
