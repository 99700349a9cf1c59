-- The chronicle's schema, version 2. Documented in docs/schema.md; a test compares the two.
-- Offsets are Unicode code points, half-open, into texts.text. Days are ISO 8601 text (YYYY-MM-DD), null where open or
-- unknown. Tables keyed (article, n, …) hold what one analysis found; tables marked derived are made anew from them.

CREATE TABLE texts (
  text INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  code_points INTEGER NOT NULL
) STRICT;

CREATE TABLE stored_articles (
  article INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  text INTEGER NOT NULL REFERENCES texts,
  url TEXT, outlet TEXT, agency TEXT, title TEXT, language TEXT,
  authors TEXT NOT NULL,
  published TEXT, published_first TEXT, published_last TEXT, published_source TEXT NOT NULL
) STRICT;
CREATE INDEX articles_text ON stored_articles (text);
CREATE INDEX articles_url ON stored_articles (url) WHERE url IS NOT NULL;

CREATE TABLE stored_versions (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  text INTEGER NOT NULL REFERENCES texts,
  raw_sha256 TEXT, raw BLOB, decoder TEXT,
  known_from TEXT, known_to TEXT,
  closed INTEGER NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_text ON stored_versions (text);

CREATE TABLE paths (
  path TEXT NOT NULL PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES stored_articles,
  doc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX paths_article ON paths (article);

CREATE TABLE analyses (
  article INTEGER PRIMARY KEY REFERENCES stored_articles,
  key TEXT NOT NULL,
  version TEXT NOT NULL,
  language TEXT, title TEXT, outlet TEXT,
  authors TEXT NOT NULL,
  published TEXT, published_first TEXT, published_last TEXT, published_source TEXT NOT NULL,
  masks TEXT NOT NULL,
  sentences TEXT NOT NULL
) STRICT;

CREATE TABLE article_entities (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  proposed TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, wikidata TEXT,
  catalogued INTEGER NOT NULL,
  first INTEGER,
  entity INTEGER,
  state TEXT,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_entities_proposed ON article_entities (proposed);
CREATE INDEX article_entities_entity ON article_entities (entity);

CREATE TABLE article_names (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (article, n, folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_names_folded ON article_names (folded);

CREATE TABLE article_mentions (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  part INTEGER NOT NULL,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, hash INTEGER NOT NULL,
  type TEXT NOT NULL, form TEXT NOT NULL, normal TEXT NOT NULL,
  entity_n INTEGER,
  origin TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (article, n, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_quotes (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, hash INTEGER NOT NULL,
  kind TEXT NOT NULL,
  speaker_n INTEGER, speaker_text TEXT,
  cue TEXT, cue_begin INTEGER, cue_end INTEGER,
  origin TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_times (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, hash INTEGER NOT NULL,
  edtf TEXT, first TEXT, last TEXT, anchor TEXT NOT NULL,
  origin TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_figures (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, hash INTEGER NOT NULL,
  value REAL NOT NULL, high REAL NOT NULL, unit TEXT, approx TEXT, measure TEXT,
  origin TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

-- Ordered lists of entities: owner is claim, quote, figure or figure_of.
CREATE TABLE article_chains (
  article INTEGER NOT NULL REFERENCES stored_articles,
  owner TEXT NOT NULL,
  n INTEGER NOT NULL,
  position INTEGER NOT NULL,
  entity_n INTEGER NOT NULL,
  PRIMARY KEY (article, owner, n, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_claims (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL, frame TEXT NOT NULL, plover TEXT, mode TEXT,
  contexts TEXT NOT NULL,
  edtf TEXT, first TEXT, last TEXT, anchor TEXT NOT NULL,
  until_edtf TEXT, until_first TEXT, until_last TEXT,
  modality TEXT NOT NULL,
  hedged INTEGER NOT NULL, core INTEGER NOT NULL,
  trigger_begin INTEGER, trigger_end INTEGER,
  origin TEXT NOT NULL, confidence REAL NOT NULL,
  merge_first INTEGER, merge_last INTEGER,
  block TEXT,
  event INTEGER,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_claims_id ON article_claims (id);
CREATE INDEX article_claims_block ON article_claims (block) WHERE block IS NOT NULL;
CREATE INDEX article_claims_event ON article_claims (event) WHERE event IS NOT NULL;

CREATE TABLE article_roles (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  entity_n INTEGER, literal TEXT,
  begin INTEGER, "end" INTEGER,
  PRIMARY KEY (article, n, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_evidence (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  position INTEGER NOT NULL,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, hash INTEGER NOT NULL,
  PRIMARY KEY (article, n, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_disputes (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  a_of TEXT NOT NULL, a INTEGER NOT NULL,
  b_of TEXT NOT NULL, b INTEGER NOT NULL,
  about TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

-- The words of each sentence, folded, as they stand and in dictionary form, and the index over them. row: number of the article
-- << 24 + number of the sentence.
CREATE TABLE article_words (
  row INTEGER PRIMARY KEY,
  surface TEXT NOT NULL,
  lemma TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
  surface, lemma, content = 'article_words', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE article_problems (
  problem INTEGER PRIMARY KEY,
  article INTEGER REFERENCES stored_articles,
  stage TEXT NOT NULL,
  code TEXT NOT NULL, message TEXT NOT NULL, place TEXT NOT NULL
) STRICT;
CREATE INDEX article_problems_article ON article_problems (article);

-- Derived.
CREATE TABLE chronicle_entities (
  entity INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  block TEXT NOT NULL, key TEXT NOT NULL,
  kind TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, wikidata TEXT,
  catalogued INTEGER NOT NULL,
  state TEXT
) STRICT;
CREATE INDEX chronicle_entities_block ON chronicle_entities (block);
CREATE INDEX chronicle_entities_state ON chronicle_entities (state) WHERE state IS NOT NULL;

CREATE TABLE chronicle_events (
  event INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  block TEXT NOT NULL,
  act TEXT NOT NULL, plover TEXT, mode TEXT,
  edtf TEXT, first TEXT, last TEXT, anchor TEXT NOT NULL,
  modality TEXT NOT NULL,
  core INTEGER NOT NULL,
  known_from TEXT,
  claims INTEGER NOT NULL, articles INTEGER NOT NULL, origins INTEGER NOT NULL
) STRICT;
CREATE INDEX chronicle_events_id ON chronicle_events (id);
CREATE INDEX chronicle_events_block ON chronicle_events (block);

CREATE TABLE chronicle_event_states (
  event INTEGER NOT NULL REFERENCES chronicle_events,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  known_from TEXT,
  claim TEXT NOT NULL,
  PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE dirty (
  kind TEXT NOT NULL,
  block TEXT NOT NULL,
  PRIMARY KEY (kind, block)
) STRICT, WITHOUT ROWID;

-- The only place with the moment of work; in no canonical export.
CREATE TABLE log (
  entry INTEGER PRIMARY KEY,
  at TEXT NOT NULL, command TEXT NOT NULL, what TEXT NOT NULL, article TEXT
) STRICT;

-- Views: what `letopis sql` documents.
CREATE VIEW articles AS
SELECT a.id AS article, coalesce(n.title, a.title) AS title, coalesce(a.outlet, n.outlet) AS outlet, a.agency AS agency,
       a.url AS url, n.authors AS authors, n.language AS language, n.published AS published,
       n.published_first AS published_first, n.published_last AS known_from, n.published_source AS published_source,
       t.sha256 AS sha256, t.code_points AS code_points, t.body AS text, n.version AS analysis_version
FROM stored_articles a JOIN texts t ON t.text = a.text JOIN analyses n ON n.article = a.article;

CREATE VIEW versions AS
SELECT a.id AS article, v.n AS version, t.sha256 AS sha256, v.known_from AS known_from, v.known_to AS known_to,
       v.closed AS closed
FROM stored_versions v JOIN stored_articles a ON a.article = v.article JOIN texts t ON t.text = v.text;

CREATE VIEW entities AS
SELECT id AS entity, kind, type, name, wikidata, catalogued, state FROM chronicle_entities;

CREATE VIEW names AS
SELECT DISTINCT e.id AS entity, m.folded AS folded
FROM article_names m JOIN article_entities x ON x.article = m.article AND x.n = m.n
JOIN chronicle_entities e ON e.entity = x.entity;

CREATE VIEW mentions AS
SELECT a.id AS article, e.id AS entity, m.type AS type, m.form AS form, m.normal AS normal, m.begin AS begin, m."end" AS "end",
       substr(t.body, m.begin + 1, m."end" - m.begin) AS words, m.origin AS origin, m.confidence AS confidence
FROM article_mentions m JOIN stored_articles a ON a.article = m.article JOIN texts t ON t.text = a.text
LEFT JOIN article_entities x ON x.article = m.article AND x.n = m.entity_n
LEFT JOIN chronicle_entities e ON e.entity = x.entity;

CREATE VIEW quotes AS
SELECT 'q:' || a.id || ':' || q.begin || '-' || q."end" AS quote, a.id AS article, q.kind AS kind, e.id AS speaker,
       q.speaker_text AS speaker_text, q.cue AS cue, q.begin AS begin, q."end" AS "end",
       substr(t.body, q.begin + 1, q."end" - q.begin) AS words, n.published_last AS known_from,
       q.origin AS origin, q.confidence AS confidence
FROM article_quotes q JOIN stored_articles a ON a.article = q.article JOIN texts t ON t.text = a.text
JOIN analyses n ON n.article = a.article
LEFT JOIN article_entities x ON x.article = q.article AND x.n = q.speaker_n
LEFT JOIN chronicle_entities e ON e.entity = x.entity;

CREATE VIEW times AS
SELECT 't:' || a.id || ':' || x.begin || '-' || x."end" AS time, a.id AS article, x.edtf AS edtf, x.first AS first,
       x.last AS last, x.anchor AS anchor, x.begin AS begin, x."end" AS "end",
       substr(t.body, x.begin + 1, x."end" - x.begin) AS words, x.origin AS origin, x.confidence AS confidence
FROM article_times x JOIN stored_articles a ON a.article = x.article JOIN texts t ON t.text = a.text;

CREATE VIEW figures AS
SELECT 'f:' || a.id || ':' || f.begin || '-' || f."end" AS figure, a.id AS article, f.value AS value, f.high AS high,
       f.unit AS unit, f.approx AS approx, f.measure AS measure, f.begin AS begin, f."end" AS "end",
       substr(t.body, f.begin + 1, f."end" - f.begin) AS words, f.origin AS origin, f.confidence AS confidence
FROM article_figures f JOIN stored_articles a ON a.article = f.article JOIN texts t ON t.text = a.text;

CREATE VIEW claims AS
SELECT c.id AS claim, a.id AS article, v.id AS event, c.kind AS kind, c.frame AS frame, c.plover AS plover, c.mode AS mode,
       c.contexts AS contexts, c.edtf AS edtf, c.first AS first, c.last AS last, c.anchor AS anchor,
       c.until_edtf AS until_edtf, c.until_first AS until_first, c.until_last AS until_last, c.modality AS modality,
       c.hedged AS hedged, c.core AS core, n.published_last AS known_from, c.origin AS origin, c.confidence AS confidence
FROM article_claims c JOIN stored_articles a ON a.article = c.article JOIN analyses n ON n.article = c.article
LEFT JOIN chronicle_events v ON v.event = c.event;

CREATE VIEW claim_roles AS
SELECT c.id AS claim, a.id AS article, r.position AS position, r.role AS role, e.id AS entity, r.literal AS literal,
       r.begin AS begin, r."end" AS "end"
FROM article_roles r JOIN article_claims c ON c.article = r.article AND c.n = r.n JOIN stored_articles a ON a.article = r.article
LEFT JOIN article_entities x ON x.article = r.article AND x.n = r.entity_n
LEFT JOIN chronicle_entities e ON e.entity = x.entity;

CREATE VIEW evidence AS
SELECT c.id AS claim, a.id AS article, s.position AS position, s.begin AS begin, s."end" AS "end",
       substr(t.body, s.begin + 1, s."end" - s.begin) AS words, t.sha256 AS sha256
FROM article_evidence s JOIN article_claims c ON c.article = s.article AND c.n = s.n
JOIN stored_articles a ON a.article = s.article JOIN texts t ON t.text = a.text;

CREATE VIEW said_by AS
SELECT a.id AS article, h.owner AS owner, h.n AS n, c.id AS claim, h.position AS position, e.id AS entity
FROM article_chains h JOIN stored_articles a ON a.article = h.article
LEFT JOIN article_claims c ON h.owner = 'claim' AND c.article = h.article AND c.n = h.n
LEFT JOIN article_entities x ON x.article = h.article AND x.n = h.entity_n
LEFT JOIN chronicle_entities e ON e.entity = x.entity;

CREATE VIEW events AS
SELECT id AS event, act, plover, mode, edtf, first, last, anchor, modality, core, known_from, claims, articles, origins
FROM chronicle_events;

CREATE VIEW event_roles AS
SELECT DISTINCT v.id AS event, r.role AS role, e.id AS entity, r.literal AS literal
FROM chronicle_events v JOIN article_claims c ON c.event = v.event
JOIN article_roles r ON r.article = c.article AND r.n = c.n
LEFT JOIN article_entities x ON x.article = r.article AND x.n = r.entity_n
LEFT JOIN chronicle_entities e ON e.entity = x.entity;

CREATE VIEW event_states AS
SELECT v.id AS event, s.position AS position, s.state AS state, s.known_from AS known_from, s.claim AS claim
FROM chronicle_event_states s JOIN chronicle_events v ON v.event = s.event;

CREATE VIEW statuses AS
SELECT c.id AS claim, a.id AS article, c.frame AS kind, c.edtf AS valid_from, c.until_edtf AS valid_to,
       c.modality AS modality, n.published_last AS known_from,
       (SELECT coalesce(e.id, r.literal) FROM article_roles r
          LEFT JOIN article_entities x ON x.article = r.article AND x.n = r.entity_n
          LEFT JOIN chronicle_entities e ON e.entity = x.entity
        WHERE r.article = c.article AND r.n = c.n AND r.role = 'subject' ORDER BY r.position LIMIT 1) AS subject,
       (SELECT coalesce(e.id, r.literal) FROM article_roles r
          LEFT JOIN article_entities x ON x.article = r.article AND x.n = r.entity_n
          LEFT JOIN chronicle_entities e ON e.entity = x.entity
        WHERE r.article = c.article AND r.n = c.n AND r.role = 'object' ORDER BY r.position LIMIT 1) AS object,
       (SELECT coalesce(r.literal, e.id) FROM article_roles r
          LEFT JOIN article_entities x ON x.article = r.article AND x.n = r.entity_n
          LEFT JOIN chronicle_entities e ON e.entity = x.entity
        WHERE r.article = c.article AND r.n = c.n AND r.role = 'value' ORDER BY r.position LIMIT 1) AS value
FROM article_claims c JOIN stored_articles a ON a.article = c.article JOIN analyses n ON n.article = c.article
WHERE c.kind = 'status';

CREATE VIEW problems AS
SELECT a.id AS article, p.stage AS stage, p.code AS code, p.message AS message, p.place AS place
FROM article_problems p LEFT JOIN stored_articles a ON a.article = p.article;
