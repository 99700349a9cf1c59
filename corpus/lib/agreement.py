"""How far two markings of the same texts agree, by the project's own scorer; and the two side by side."""
import importlib.util
import pathlib

from .base import Fault, read_json
from .writer import Writer

SHOWN = ("f1", "accuracy")


def scorer(data, gold=None):
    """The module gold/score.py, beside the data sets or where --gold says."""
    path = pathlib.Path(gold) if gold else pathlib.Path(data).resolve().parent / "gold"
    path = path / "score.py" if path.is_dir() else path
    if not path.is_file():
        raise Fault(f"{path}: there is no scorer; give the folder of score.py with --gold")
    spec = importlib.util.spec_from_file_location("letopis_score", path)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (SyntaxError, ImportError) as error:
        raise Fault(f"{path}: {error}") from None
    return module


def files(path):
    """{id: file} of a label file or a folder of them."""
    path = pathlib.Path(path)
    found = {file.stem: file for file in sorted(path.glob("*.json"))} if path.is_dir() else {path.stem: path}
    if not found:
        raise Fault(f"{path}: has no labels")
    return found


def pooled(score, a, b):
    """Counters over all texts, the first marking taken as gold."""
    if set(a) != set(b):
        raise Fault(f"marked only once: {', '.join(sorted(set(a) ^ set(b)))}")
    return score.pool(score.score_article(read_json(a[key]), read_json(b[key]))[0] for key in sorted(a))


def flat(score, counters):
    return {key: value for key, value in score.flat(counters).items() if key.rsplit(".", 1)[-1] in SHOWN}


# -------------------------------------------------------------------------------------------------------- side by side

def overlap(a, b):
    shared = min(a["end"], b["end"]) - max(a["begin"], b["begin"])
    return shared / (max(a["end"], b["end"]) - min(a["begin"], b["begin"])) if shared > 0 else 0


def matched(score, pair, layer, a, b):
    """Pairs of indices that mean the same thing in two layers."""
    if layer in score.FACTS:
        return [(i, j) for i, j, _ in pair.matched(layer)]
    if layer == "entities":
        return [(i, j) for i, j in sorted(pair.entities)]
    if layer == "boilerplate":
        return [(i, j) for i, x in enumerate(a) for j, y in enumerate(b) if overlap(x, y)][:min(len(a), len(b))]
    return [(i, j) for i, x in enumerate(a) for j, y in enumerate(b) if x == y]


def entity_difference(writer, a, b):
    """What two markings of one entity differ in."""
    ours, theirs = ({(m["begin"], m["end"]): m for m in item["mentions"]} for item in (a, b))
    heads = [f'{item["id"]} "{item["name"]}" {item["type"]} {item["wikidata"] or "-"}' for item in (a, b)]
    out = [] if heads[0] == heads[1] else [f"    A {heads[0]}", f"    B {heads[1]}"]
    for letter, some, other in (("A", ours, theirs), ("B", theirs, ours)):
        only = [writer.mention(m) for key, m in some.items() if key not in other]
        out += [f"    only {letter}: {' '.join(only)}"] if only else []
    forms = [f'{writer.mention(ours[key])}|{theirs[key]["form"]}' for key in ours
             if key in theirs and ours[key]["form"] != theirs[key]["form"]]
    return out + ([f"    form: {' '.join(forms)}"] if forms else [])


def side_by_side(score, a, b, text, both=False):
    """Lines that show per layer what both have, with differences, and what only one has."""
    writer, pair, out = Writer(text), score.Pair(a, b), []
    for key in ("published", "published_in_text", "outlet", "title", "authors"):
        if a[key] != b[key]:
            out.append(f"{key}: A {a[key]!r}  B {b[key]!r}")
    for layer in [name for name in a if isinstance(a[name], list) and name not in ("authors", "title")]:
        ours, theirs = a[layer], b[layer]
        pairs = matched(score, pair, layer, ours, theirs)
        left, right = {i for i, _ in pairs}, {j for _, j in pairs}
        lines = []
        for i, j in pairs:
            one, other = writer.line(layer, ours[i]), writer.line(layer, theirs[j])
            if layer == "entities":
                found = entity_difference(writer, ours[i], theirs[j])
                lines += [f"  = {ours[i]['id']}", *found] if found or both else []
            elif one != other:
                lines += [f"  ≠ A {one}", f"    B {other}"]
            elif both:
                lines.append(f"  = {one}")
        lines += [f"  A {writer.line(layer, item)}" for i, item in enumerate(ours) if i not in left]
        lines += [f"  B {writer.line(layer, item)}" for j, item in enumerate(theirs) if j not in right]
        out += [f"{layer}: {len(pairs)} in both, {len(ours) - len(left)} only in A, {len(theirs) - len(right)} only in B", *lines]
    return out
