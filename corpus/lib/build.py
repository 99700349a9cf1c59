"""From labels and data sets to what the labels stand for: texts, annotations with their slices, mark-up, a manifest."""
import copy
import json
import pathlib

from . import source
from .base import Fault, canonical, read_json, write
from .writer import Writer


def gold(labels, text):
    """The shape of the project's gold annotations: each span with the slice of the text that it covers."""
    out = copy.deepcopy(labels)
    for key in ("sha256", "set", "file", "record"):
        del out[key]
    out["title"] = text[slice(*labels["title"])] if labels["title"] else None

    def fill(value):
        if isinstance(value, list):
            return [fill(item) for item in value]
        if not isinstance(value, dict):
            return value
        filled = {}
        for key, item in value.items():
            filled[key] = fill(item)
            if key == "end":
                filled["text"] = text[value["begin"]:value["end"]]
        return filled
    return fill(out)


def build(folder, texts, data, out):
    """Writes all of it; returns how many texts."""
    folder, out, manifest = pathlib.Path(folder), pathlib.Path(out), []
    for path in sorted(folder.glob("*.json")):
        labels = read_json(path)
        if path.stem not in texts:
            raise Fault(f"{path}: {path.stem} is not in the list of texts")
        content = source.content(texts[path.stem], data)
        write(out / "texts" / f"{path.stem}.txt", content)
        write(out / "gold" / path.name, canonical(gold(labels, content)))
        write(out / "markup" / f"{path.stem}.mk", Writer(content).write(labels))
        known = {"published": labels["published"]} if labels["published"] else {}
        manifest.append(json.dumps({"path": f"texts/{path.stem}.txt", **known}, ensure_ascii=False))
    write(out / "manifest.jsonl", "".join(line + "\n" for line in manifest))
    return len(manifest)
