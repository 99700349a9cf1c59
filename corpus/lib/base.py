"""What all parts share: faults that are told with their place, the list of texts, and canonical JSON."""
import hashlib
import json
import pathlib
from dataclasses import dataclass, fields

CORPUS = pathlib.Path(__file__).resolve().parent.parent
TEXTS = CORPUS / "texts.tsv"
LABELS = CORPUS / "labels"
INDEPENDENT = CORPUS / "independent"


class Fault(Exception):
    """Something that cannot go on; the text says where, why and what to do."""


@dataclass(frozen=True)
class Text:
    """A line of texts.tsv."""
    id: str
    set: str  # nerel-train, nerel-dev, telegram
    file: str  # relative to the folder of data sets
    record: str  # message id in a file of posts; "-" where the file is the text
    sha256: str  # of the text in UTF-8
    characters: int  # code points
    part: str  # learn, develop, report
    twice: bool  # marked by two readers independently
    third: bool  # read a third time against the final guideline


COLUMNS = [field.name for field in fields(Text)]


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_utf8(path):
    try:
        return pathlib.Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise Fault(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise Fault(f"{path}: not UTF-8 at byte {error.start}") from None


def read_json(path):
    try:
        return json.loads(read_utf8(path))
    except json.JSONDecodeError as error:
        raise Fault(f"{path}:{error.lineno}:{error.colno}: not valid JSON: {error.msg}") from None


def canonical(value):
    """The one spelling of a label file: keys in the order of the schema, indent 1, a line feed at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write(path, content):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))


def read_texts(path=None):
    """{id: Text} in the order of texts.tsv."""
    path = pathlib.Path(path or TEXTS)
    rows = [line.split("\t") for line in read_utf8(path).splitlines() if line and not line.startswith("#")]
    if not rows or rows[0] != COLUMNS:
        raise Fault(f"{path}:1: the columns must be {' '.join(COLUMNS)}")
    texts = {}
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(COLUMNS) or not row[5].isdigit() or {*row[7:]} - {"0", "1"}:
            raise Fault(f"{path}:{number}: no line of texts: {' '.join(row)}")
        if row[0] in texts:
            raise Fault(f"{path}:{number}: {row[0]} is listed twice")
        texts[row[0]] = Text(*row[:5], int(row[5]), row[6], row[7] == "1", row[8] == "1")
    return texts


def write_texts(texts, path):
    rows = [COLUMNS] + [[*(str(getattr(text, name)) for name in COLUMNS[:7]), str(int(text.twice)), str(int(text.third))]
                        for text in texts]
    write(path, "".join("\t".join(row) + "\n" for row in rows))
