"""The closed lists of the annotations: kinds, types, forms, acts, roles, modalities, statuses, PLOVER types and contexts."""
from .base import CORPUS, Fault, read_utf8


def words(text):
    return frozenset(text.split())


KINDS = words("person state org place document project occasion bloc medium")
NEREL = words("""AGE AWARD CITY COUNTRY CRIME DATE DISEASE DISTRICT EVENT FACILITY FAMILY IDEOLOGY LANGUAGE LAW LOCATION
    MONEY NATIONALITY NUMBER ORDINAL ORGANIZATION PENALTY PERCENT PERSON PRODUCT PROFESSION RELIGION STATE_OR_PROVINCE
    TIME WORK_OF_ART""")
FORMS = words("name role descriptor adjective abbreviation metonym pronoun")
WHY = words("ad menu counter credit byline date-line duplicate")
APPROX = words("almost about more less exact")
QUOTES = words("direct fragment indirect")
ACTS = words("""visit meet call negotiate summit host mediate sign adopt ratify agree announce plan prepare invite accept
    decline join leave admit recognise establish-relations normalise congratulate condole praise thank award appoint elect
    dismiss resign supply transit trade invest lend build cooperate aid exercise deploy withdraw request demand accuse
    criticise condemn reject threaten protest sanction lift-sanctions expel recall detain attack cease-fire publish""")
ROLES = words("""agent co_agent recipient host visitor mediator beneficiary transit place venue instrument occasion topic
    object count""")
EVENT_MODALITY = words("occurred ongoing planned offered hypothetical negated denied")
STATUS_MODALITY = words("asserted announced planned declined denied")
PLOVER = {
    "AGREE": words(""), "CONSULT": words("visit third-party multilateral phone"), "SUPPORT": words(""), "CONCEDE": words(""),
    "COOPERATE": words(""), "AID": words(""), "RETREAT": words("withdraw release disarm ceasefire access resign"),
    "REQUEST": words("assist change yield meet"), "ACCUSE": words("disapprove investigate allege"),
    "REJECT": words("assist change yield meet"), "THREATEN": words("restrict arrest relations expel territory violence"),
    "PROTEST": words("demo riot strike hunger boycott obstruct vandalize"),
    "SANCTION": words("convict expel withdraw discontinue"), "MOBILIZE": words("troops weapons police militia"),
    "COERCE": words("seize restrict arrest deport withhold cyber censor curfew misinformation martial-law"),
    "ASSAULT": words("""abduct torture sexual destroy beat crowd-control primitive firearms explosives targeted
        suicide-attack aerial drone heavy-weapons unconventional"""),
}
CONTEXTS = words("""military intelligence executive legislative election political_institutions pro_democracy pro_autocracy
    economic legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity
    inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology
    terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking""")
# Values of a status. A relation has levels and, where the text gives only praise, labels (closest_ally and the like).
STATUS = {
    "membership": words("""none interested applied invited candidate observer dialogue_partner partner_state associate member
        declined suspended left expelled announced"""),
    "relation-level": words("""no_relations diplomatic good_neighbourly partnership strategic_partnership
        enhanced_strategic_partnership comprehensive_strategic_partnership strategic_partnership_and_alliance
        comprehensive_strategic_partnership_and_alliance closest_ally privileged_partner high_level
        unrecognised recognised downgraded suspended severed"""),
    "document": words("""drafted prepared agreed initialled adopted signed ratified in_force provisional extended amended
        suspended denounced expired superseded"""),
    "office": words("nominated elected appointed confirmed in_office acting former dismissed resigned died"),
    "project": words("""proposed announced agreed designed financed under_construction commissioned operating expanded paused
        cancelled closed"""),
    "sanctions": words("threatened announced in_force extended expanded eased lifted secondary_risk"),
    "flow": words("none planned flowing rising stable falling stopped"),
}

SPAN = ("begin", "end", "text")
SPAN = ("begin", "end")
FIELDS = {
    "document": ("doc", "sha256", "set", "file", "record", "published", "published_in_text", "outlet", "title", "authors",
                 "boilerplate", "entities", "times", "figures", "quotes", "events", "statuses", "disputes"),
    "boilerplate": SPAN + ("why",),
    "entities": ("id", "type", "name", "wikidata", "mentions"),
    "mentions": SPAN + ("form",),
    "times": SPAN + ("edtf",),
    "figures": SPAN + ("value", "unit", "approx", "measure", "of", "said_by"),
    "quotes": SPAN + ("kind", "speaker", "cue", "via"),
    "events": ("id", "act", "plover", "mode", "contexts", "roles", "edtf", "modality", "said_by", "core", "evidence"),
    "statuses": ("id", "subject", "kind", "object", "value", "valid_from", "valid_to", "modality", "said_by", "evidence"),
    "evidence": SPAN,
    "disputes": ("between", "about", "why"),
}
LISTS = FIELDS["document"][10:]
OPTIONAL = {"events": ("hedged",), "statuses": ("hedged", "post")}
OPENING, CLOSING = "«\"“„", "»\"”"

# NEREL type of an entity by its kind, where nothing else is said; None: a place says it, or its first known mention does.
TYPES = {"person": "PERSON", "state": "COUNTRY", "org": "ORGANIZATION", "place": None, "document": "LAW", "project": "FACILITY",
         "occasion": "EVENT", "bloc": "ORGANIZATION", "medium": "ORGANIZATION"}
FORM_LETTERS = {"n": "name", "r": "role", "d": "descriptor", "a": "adjective", "b": "abbreviation", "m": "metonym", "p": "pronoun"}
QUOTE_LETTERS = {"d": "direct", "f": "fragment", "i": "indirect"}
UNREAL = frozenset({"planned", "offered", "hypothetical"})


def read_acts(path=CORPUS / "acts.tsv"):
    """{act: (plover, mode, contexts, plover of the unreal)}: what an act is in PLOVER where a mark-up says nothing."""
    table = {}
    for line in read_utf8(path).splitlines()[1:]:
        act, plover, mode, unreal, contexts = line.split("\t")
        if act not in ACTS:
            raise Fault(f"{path}: unknown act {act}")
        table[act] = (None if plover == "-" else plover, None if mode == "-" else mode, contexts.split(","),
                      None if unreal == "-" else unreal)
    return table


def plover_of(table, act, modality):
    """(type, mode, contexts) by the table: what is planned, offered or hypothetical has a type of its own and no mode."""
    plover, mode, contexts, unreal = table[act]
    if modality in UNREAL and unreal:
        return unreal, None, contexts
    return plover, mode, contexts
