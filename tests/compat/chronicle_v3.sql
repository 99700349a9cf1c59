-- A chronicle as schema 3 wrote it: two articles about invented states. Read by src/store/store_test.cc.
PRAGMA application_id = 1281717359;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
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
CREATE TABLE article_disputes (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  a INTEGER NOT NULL, b INTEGER NOT NULL,
  about TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_entities (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  proposed TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, wikidata TEXT,
  catalogued INTEGER NOT NULL,
  first INTEGER,
  entity INTEGER, state TEXT,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_evidence (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  position INTEGER NOT NULL,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, hash INTEGER NOT NULL,
  PRIMARY KEY (article, n, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_figures (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, hash INTEGER NOT NULL,
  value REAL NOT NULL, high REAL NOT NULL, unit TEXT, approx TEXT, measure TEXT,
  origin TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE article_names (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (article, n, folded)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_problems (
  problem INTEGER PRIMARY KEY,
  article INTEGER REFERENCES stored_articles,
  stage TEXT NOT NULL,
  code TEXT NOT NULL, message TEXT NOT NULL, place TEXT NOT NULL
) STRICT;
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
CREATE TABLE article_roles (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  entity_n INTEGER, literal TEXT,
  begin INTEGER, "end" INTEGER,
  PRIMARY KEY (article, n, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_times (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, hash INTEGER NOT NULL,
  edtf TEXT, first TEXT, last TEXT, anchor TEXT NOT NULL,
  origin TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE chronicle_entities (
  entity INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  block TEXT NOT NULL, key TEXT NOT NULL,
  kind TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, wikidata TEXT,
  catalogued INTEGER NOT NULL
, state TEXT) STRICT;
CREATE TABLE chronicle_event_states (
  event INTEGER NOT NULL REFERENCES chronicle_events,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  known_from TEXT,
  claim TEXT NOT NULL,
  PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE dirty (
  kind TEXT NOT NULL,
  block TEXT NOT NULL,
  PRIMARY KEY (kind, block)
) STRICT, WITHOUT ROWID;
CREATE TABLE log (
  entry INTEGER PRIMARY KEY,
  at TEXT NOT NULL, command TEXT NOT NULL, what TEXT NOT NULL, article TEXT
) STRICT;
CREATE TABLE paths (
  path TEXT NOT NULL PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES stored_articles,
  doc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE stored_articles (
  article INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  text INTEGER NOT NULL REFERENCES texts,
  url TEXT, outlet TEXT, agency TEXT, title TEXT, language TEXT,
  authors TEXT NOT NULL,
  published TEXT, published_first TEXT, published_last TEXT, published_source TEXT NOT NULL
) STRICT;
CREATE TABLE stored_versions (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  text INTEGER NOT NULL REFERENCES texts,
  raw_sha256 TEXT, raw BLOB, decoder TEXT,
  known_from TEXT, known_to TEXT,
  closed INTEGER NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE texts (
  text INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  code_points INTEGER NOT NULL
) STRICT;
CREATE TABLE article_words (
  row INTEGER PRIMARY KEY,
  surface TEXT NOT NULL,
  lemma TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
  surface, lemma, content = 'article_words', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO "analyses" VALUES(1,'ac4758c5556ccca92b9075ddf6899799cb4933413e7340c27671e9236f450eca','','ru','Ким Орлан посетит Ардену 11 мая','Вестник Ардании','[]','2031-05-08','2031-05-08','2031-05-08','given','[]','[[0,32],[33,71]]');
INSERT INTO "analyses" VALUES(2,'129b8bcf936ff41236cff3b4a37c0c067d13cbb0b6b063ae3658d19577ae4427','','ru','Министр Велони Ким Орлан 11 мая прибыл в Ардену','Голос Велони','[]','2031-05-12','2031-05-12','2031-05-12','given','[]','[[0,48],[49,103]]');
INSERT INTO "article_chains" VALUES(1,'claim',0,0,3);
INSERT INTO "article_chains" VALUES(2,'figure_of',0,0,0);
INSERT INTO "article_chains" VALUES(2,'figure_of',0,1,1);
INSERT INTO "article_claims" VALUES(1,0,'810b0daaeb9b6851','act','visit','CONSULT','visit','["diplomatic"]','2031-05-11','2031-05-11','2031-05-11','absolute',NULL,NULL,NULL,'planned',0,1,10,31,'rule:visit/verb',0.8,22410,22410,'visit|visitor
person/kim-orlan',NULL);
INSERT INTO "article_claims" VALUES(2,0,'c66bcc5f69edeb09','status','office',NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL,NULL,'asserted',0,1,NULL,NULL,'rule:office/apposition',0.9,NULL,NULL,NULL,NULL);
INSERT INTO "article_claims" VALUES(2,1,'27356160aa53e062','act','visit','CONSULT','visit','["diplomatic"]','2031-05-11','2031-05-11','2031-05-11','absolute',NULL,NULL,NULL,'occurred',0,1,0,47,'rule:visit/verb',0.8,22410,22410,'visit|visitor
person/kim-orlan',NULL);
INSERT INTO "article_claims" VALUES(2,2,'581889a1c5b57705','act','sign','CONSULT','sign','["diplomatic"]','2031-05-12~','2031-05-12','2031-05-12','absolute',NULL,NULL,NULL,'occurred',0,1,49,83,'rule:sign/verb',0.8,22408,22411,'sign|agent
state/ardania
state/velon',NULL);
INSERT INTO "article_entities" VALUES(1,0,'state/ardania','state/ardania','state','COUNTRY','Ардания',NULL,1,NULL,NULL,'state/ardania');
INSERT INTO "article_entities" VALUES(1,1,'person/kim-orlan','person/kim-orlan','person','PERSON','Ким Орлан',NULL,1,0,NULL,NULL);
INSERT INTO "article_entities" VALUES(1,2,'place/arden','place/arden','place','CITY','Ардена',NULL,1,18,NULL,NULL);
INSERT INTO "article_entities" VALUES(1,3,'person/mira-talan','person|мира талан','person','PERSON','Мира Талан',NULL,0,60,NULL,NULL);
INSERT INTO "article_entities" VALUES(2,0,'state/velon','state/velon','state','COUNTRY','Велонь',NULL,1,8,NULL,'state/velon');
INSERT INTO "article_entities" VALUES(2,1,'state/ardania','state/ardania','state','COUNTRY','Ардания',NULL,1,58,NULL,'state/ardania');
INSERT INTO "article_entities" VALUES(2,2,'person/kim-orlan','person/kim-orlan','person','PERSON','Ким Орлан',NULL,1,15,NULL,NULL);
INSERT INTO "article_entities" VALUES(2,3,'place/arden','place/arden','place','CITY','Ардена',NULL,1,41,NULL,NULL);
INSERT INTO "article_evidence" VALUES(1,0,0,10,31,5557615187066234898);
INSERT INTO "article_evidence" VALUES(2,0,0,0,24,-5508453283925924602);
INSERT INTO "article_evidence" VALUES(2,1,0,0,47,-8584758540142945395);
INSERT INTO "article_evidence" VALUES(2,2,0,49,83,-8078674304879955316);
INSERT INTO "article_figures" VALUES(2,0,87,102,7962559897960702339,2000000000.0,2000000000.0,'USD','about','товарооборот','rule:money',1.0);
INSERT INTO "article_mentions" VALUES(1,0,0,0,9,-7573824734544733389,'PERSON','name','Ким Орлан',1,'catalogue',0.9);
INSERT INTO "article_mentions" VALUES(1,1,0,18,24,230506407009098278,'CITY','name','Ардена',2,'catalogue',0.9);
INSERT INTO "article_mentions" VALUES(1,2,0,60,70,-6483475487894669756,'PERSON','name','Мира Талан',3,'catalogue',0.9);
INSERT INTO "article_mentions" VALUES(2,0,0,8,14,-6851019294340571104,'COUNTRY','name','Велонь',0,'catalogue',0.9);
INSERT INTO "article_mentions" VALUES(2,1,0,15,24,-7573824734544733389,'PERSON','name','Ким Орлан',2,'catalogue',0.9);
INSERT INTO "article_mentions" VALUES(2,2,0,41,47,230506407009098278,'CITY','name','Ардена',3,'catalogue',0.9);
INSERT INTO "article_mentions" VALUES(2,3,0,49,55,-3338171318621229259,'COUNTRY','name','Велонь',0,'catalogue',0.9);
INSERT INTO "article_mentions" VALUES(2,4,0,58,65,-3687320245043653040,'COUNTRY','name','Ардания',1,'catalogue',0.9);
INSERT INTO "article_names" VALUES(1,0,'ardana');
INSERT INTO "article_names" VALUES(2,1,'ardana');
INSERT INTO "article_names" VALUES(1,0,'ardania');
INSERT INTO "article_names" VALUES(2,1,'ardania');
INSERT INTO "article_names" VALUES(1,2,'arden');
INSERT INTO "article_names" VALUES(2,3,'arden');
INSERT INTO "article_names" VALUES(1,1,'kim orlan');
INSERT INTO "article_names" VALUES(2,2,'kim orlan');
INSERT INTO "article_names" VALUES(1,1,'km orlan');
INSERT INTO "article_names" VALUES(2,2,'km orlan');
INSERT INTO "article_names" VALUES(1,3,'mira talan');
INSERT INTO "article_names" VALUES(1,3,'mra talan');
INSERT INTO "article_names" VALUES(1,1,'orlan');
INSERT INTO "article_names" VALUES(2,2,'orlan');
INSERT INTO "article_names" VALUES(1,3,'talan');
INSERT INTO "article_names" VALUES(2,0,'velon');
INSERT INTO "article_names" VALUES(1,0,'ардания');
INSERT INTO "article_names" VALUES(2,1,'ардания');
INSERT INTO "article_names" VALUES(1,2,'ардена');
INSERT INTO "article_names" VALUES(2,3,'ардена');
INSERT INTO "article_names" VALUES(1,2,'ардену');
INSERT INTO "article_names" VALUES(2,3,'ардену');
INSERT INTO "article_names" VALUES(2,0,'велони');
INSERT INTO "article_names" VALUES(2,0,'велонь');
INSERT INTO "article_names" VALUES(1,1,'ким орлан');
INSERT INTO "article_names" VALUES(2,2,'ким орлан');
INSERT INTO "article_names" VALUES(1,3,'мира талан');
INSERT INTO "article_names" VALUES(1,1,'орлан');
INSERT INTO "article_names" VALUES(2,2,'орлан');
INSERT INTO "article_names" VALUES(1,3,'талан');
INSERT INTO "article_quotes" VALUES(1,0,34,47,5120376247052239817,'direct',3,NULL,'сказала',52,59,'rule:speech/direct',1.0);
INSERT INTO "article_roles" VALUES(1,0,0,'visitor',1,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(1,0,1,'host',0,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(1,0,2,'place',2,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(2,0,0,'subject',2,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(2,0,1,'object',0,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(2,0,2,'value',NULL,'in_office',NULL,NULL);
INSERT INTO "article_roles" VALUES(2,1,0,'visitor',2,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(2,1,1,'host',1,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(2,1,2,'place',3,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(2,2,0,'agent',0,NULL,NULL,NULL);
INSERT INTO "article_roles" VALUES(2,2,1,'co_agent',1,NULL,NULL,NULL);
INSERT INTO "article_times" VALUES(1,0,25,31,6139372813049186820,'2031-05-11','2031-05-11','2031-05-11','absolute','rule:date',1.0);
INSERT INTO "article_times" VALUES(2,0,25,31,6139372813049186820,'2031-05-11','2031-05-11','2031-05-11','absolute','rule:date',1.0);
INSERT INTO "dirty" VALUES('entity','person/kim-orlan');
INSERT INTO "dirty" VALUES('entity','person/mira-talan');
INSERT INTO "dirty" VALUES('entity','place/arden');
INSERT INTO "dirty" VALUES('entity','state/ardania');
INSERT INTO "dirty" VALUES('entity','state/velon');
INSERT INTO "log" VALUES(1,'2031-07-01T00:00:00Z','letopis add','added','5ac9351735a756c3');
INSERT INTO "log" VALUES(2,'2031-07-01T00:00:00Z','letopis add','added','40b44a3b1a726835');
INSERT INTO "paths" VALUES('/in/1.txt',1,'in/399f75716e79.txt');
INSERT INTO "paths" VALUES('/in/2.txt',2,'in/4c295913be8e.txt');
INSERT INTO "stored_articles" VALUES(1,'5ac9351735a756c3',1,'https://vestnik.example/1','Вестник Ардании',NULL,'Ким Орлан посетит Ардену 11 мая',NULL,'[]','2031-05-08','2031-05-08','2031-05-08','given');
INSERT INTO "stored_articles" VALUES(2,'40b44a3b1a726835',2,'https://golos.example/7','Голос Велони',NULL,'Министр Велони Ким Орлан 11 мая прибыл в Ардену',NULL,'[]','2031-05-12','2031-05-12','2031-05-12','given');
INSERT INTO "stored_versions" VALUES(1,0,1,'399f75716e796798e104e7aaecdb058508b059848c515794d284c79fdc44c11d',NULL,'utf-8','2031-05-08',NULL,0);
INSERT INTO "stored_versions" VALUES(2,0,2,'4c295913be8e8f43626e96c1e92679c986df6ce38e4184f4c66ab4d53ef1cb39',NULL,'utf-8','2031-05-12',NULL,0);
INSERT INTO "texts" VALUES(1,'399f75716e796798e104e7aaecdb058508b059848c515794d284c79fdc44c11d','Ким Орлан посетит Ардену 11 мая. «Мы ждём гостя», — сказала Мира Талан.',71);
INSERT INTO "texts" VALUES(2,'4c295913be8e8f43626e96c1e92679c986df6ce38e4184f4c66ab4d53ef1cb39','Министр Велони Ким Орлан 11 мая прибыл в Ардену. Велонь и Ардания подписали договор на 2 млрд долларов.',103);
INSERT INTO "article_words" VALUES(16777216,'слово','слово');
INSERT INTO search (search) VALUES ('rebuild');
CREATE INDEX articles_text ON stored_articles (text);
CREATE INDEX articles_url ON stored_articles (url) WHERE url IS NOT NULL;
CREATE INDEX versions_text ON stored_versions (text);
CREATE INDEX paths_article ON paths (article);
CREATE INDEX article_entities_proposed ON article_entities (proposed);
CREATE INDEX article_entities_entity ON article_entities (entity);
CREATE INDEX article_names_folded ON article_names (folded);
CREATE INDEX article_claims_id ON article_claims (id);
CREATE INDEX article_claims_block ON article_claims (block) WHERE block IS NOT NULL;
CREATE INDEX article_claims_event ON article_claims (event) WHERE event IS NOT NULL;
CREATE INDEX article_problems_article ON article_problems (article);
CREATE INDEX chronicle_entities_block ON chronicle_entities (block);
CREATE INDEX chronicle_events_id ON chronicle_events (id);
CREATE INDEX chronicle_events_block ON chronicle_events (block);
CREATE INDEX chronicle_entities_state ON chronicle_entities (state) WHERE state IS NOT NULL;
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
COMMIT;
