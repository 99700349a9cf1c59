#include "store/store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include "base/files.h"
#include "store/fold.h"
#include "store/schema.h"
#include "store/test_articles.h"

namespace letopis::store {
namespace {

constexpr const char* kVersion = "engine-1";

PutReport put(Store& store, const Draft& draft, const std::string& version = kVersion) {
  auto report = store.put(draft.article, draft.analysis, version);
  EXPECT_TRUE(report.ok()) << (report.ok() ? "" : to_string(report.error()));
  return report.ok() ? *report : PutReport{};
}

// Every file of the chronicle as bytes.
std::string all_bytes(const std::string& path) {
  std::string bytes;
  for (const char* suffix : {"", "-wal"}) {
    std::ifstream file(path + suffix, std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

TEST(Store, AddsOnceAndThenSaysUnchanged) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  const Draft draft = held_visit();
  EXPECT_EQ(put(store, draft).change, Change::kAdded);
  const auto known = store.known(draft.article, kVersion);
  ASSERT_TRUE(known.ok());
  EXPECT_TRUE(known->has_value());
  EXPECT_EQ(put(store, draft).change, Change::kUnchanged);
  EXPECT_EQ(count(store, "SELECT count(*) FROM articles"), 1);
  EXPECT_EQ(count(store, "SELECT count(*) FROM claims"), 3);
}

TEST(Store, CountsOffsetsInCodePoints) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  put(store, planned_visit());
  auto words = store.db().prepare("SELECT words, begin FROM quotes");
  ASSERT_TRUE(words.ok());
  ASSERT_TRUE(*words->step());
  EXPECT_EQ(words->text(0), "Мы ждём гостя");
  EXPECT_EQ(words->integer(1), 34);
}

TEST(Store, ReportsTheSameTextElsewhere) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  Draft reprint = planned_visit();
  reprint.article.url = "https://yug.example/reprint";
  reprint.article.path = "in/reprint.txt";
  const PutReport first = put(store, planned_visit());
  const PutReport second = put(store, reprint);
  EXPECT_EQ(second.change, Change::kAdded);
  EXPECT_EQ(second.same_text, std::vector<std::string>{first.article});
  EXPECT_EQ(count(store, "SELECT count(*) FROM texts"), 1);
}

TEST(Store, ClosesTheOldTextOfAUrl) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  put(store, planned_visit());
  Draft later = held_visit();
  later.article.url = planned_visit().article.url;
  EXPECT_EQ(put(store, later).change, Change::kNewVersion);
  EXPECT_EQ(count(store, "SELECT count(*) FROM articles"), 1);
  EXPECT_EQ(count(store, "SELECT count(*) FROM versions"), 2);
  EXPECT_EQ(count(store, "SELECT count(*) FROM versions WHERE closed AND known_to = '2031-05-12'"),
            1);
  EXPECT_EQ(count(store, "SELECT count(*) FROM quotes"), 0)
      << "what rested on the old text is gone";
  // The old text again is no news, in whatever order a folder is read.
  EXPECT_EQ(put(store, planned_visit()).change, Change::kUnchanged);
}

TEST(Store, KeepsAnEarlierTextThatArrivesLaterAsClosed) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  Draft later = held_visit();
  later.article.url = planned_visit().article.url;
  put(store, later);
  EXPECT_EQ(put(store, planned_visit()).change, Change::kOlderVersion);
  EXPECT_EQ(count(store, "SELECT count(*) FROM versions WHERE closed AND known_to = '2031-05-12'"),
            1);
  EXPECT_EQ(count(store, "SELECT count(*) FROM claims"), 3);
}

TEST(Store, ClosesTheOldTextOfAPathWithoutUrl) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  Draft old = surname();
  put(store, old);
  Draft edited = other_surname();
  edited.article.path = old.article.path;
  const PutReport report = put(store, edited);
  EXPECT_EQ(report.change, Change::kNewVersion);
  EXPECT_EQ(report.replaced, old.article.id());
  EXPECT_EQ(count(store, "SELECT count(*) FROM articles"), 1);
  EXPECT_EQ(count(store, "SELECT count(*) FROM versions"), 2);
}

TEST(Store, SeesOtherMetadataAndOtherEngines) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  Draft draft = planned_visit();
  put(store, draft);
  draft.article.title = "Другой заголовок";
  EXPECT_EQ(put(store, draft).change, Change::kUpdated);
  EXPECT_EQ(*store.stale("engine-1"), std::vector<std::string>{});
  EXPECT_EQ(*store.stale("engine-2"), std::vector<std::string>{draft.article.id()});
  EXPECT_EQ(put(store, draft, "engine-2").change, Change::kReanalysed);
  EXPECT_EQ(*store.stale("engine-2"), std::vector<std::string>{});
}

TEST(Store, GivesTheArticleBackAsItWasRead) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  Draft draft = planned_visit();
  draft.article.raw = std::string("\xCA\0\xE8", 3);
  draft.article.decoder = "windows-1251";
  draft.article.authors = {"Имя \"Псевдоним\" Автор", "Второй\nАвтор"};
  draft.article.problems = {{"bad-date", "the date is no date", "in/a.txt"}};
  put(store, draft);
  const auto back = store.article(draft.article.id());
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->text, draft.article.text);
  EXPECT_EQ(back->raw, draft.article.raw);
  EXPECT_EQ(back->decoder, "windows-1251");
  EXPECT_EQ(back->authors, draft.article.authors);
  EXPECT_EQ(back->published.days, draft.article.published.days);
  EXPECT_EQ(back->problems.size(), 1U);
  EXPECT_EQ(back->id(), draft.article.id());
  EXPECT_EQ(analysis_key(*back), analysis_key(draft.article));
  EXPECT_EQ(store.article("0000000000000000").error().code, Code::kNotFound);
}

TEST(Store, KeepsNulBytes) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  Draft draft(std::string("До\0после", 15), "2031-01-01");
  put(store, draft);
  EXPECT_EQ(store.article(draft.article.id())->text, draft.article.text);
}

TEST(Store, RemovesByIdUrlPathAndFolder) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  for (const Draft& draft : five_articles()) put(store, draft);
  EXPECT_EQ(store.remove("no/such").error().code, Code::kNotFound);
  EXPECT_EQ(store.remove(surname().article.id())->articles.size(), 1U);
  EXPECT_EQ(store.remove("https://golos.example/7")->claims, 3);
  EXPECT_EQ(store.remove(planned_visit().article.path)->quotes, 1);
  EXPECT_EQ(store.remove("in")->articles.size(), 2U);
  for (const char* table :
       {"SELECT count(*) FROM texts", "SELECT count(*) FROM article_claims",
        "SELECT count(*) FROM article_roles", "SELECT count(*) FROM article_mentions",
        "SELECT count(*) FROM paths", "SELECT count(*) FROM article_chains",
        "SELECT count(*) FROM stored_versions", "SELECT count(*) FROM article_names"})
    EXPECT_EQ(count(store, table), 0) << table;
}

TEST(Store, LeavesNothingOfARemovedArticleInItsFiles) {
  const TempFolder folder;
  const std::string path = folder.file("a.db");
  Store store = open_store(path);
  put(store, planned_visit());
  put(store, held_visit());
  ASSERT_NE(all_bytes(path).find("Мы ждём гостя"), std::string::npos);
  ASSERT_TRUE(store.remove("https://vestnik.example/1").ok());
  const std::string bytes = all_bytes(path);
  EXPECT_EQ(bytes.find("Мы ждём гостя"), std::string::npos);
  EXPECT_EQ(bytes.find("vestnik.example/1"), std::string::npos);
  EXPECT_EQ(bytes.find("гостя"), std::string::npos) << "nor in the search";
}

// Articles by their number, of sentences in which the words stand.
std::string found(Store& store, const std::string& question) {
  std::string out;
  auto select = store.db().prepare("SELECT DISTINCT rowid >> 24 FROM search(?) ORDER BY 1");
  EXPECT_TRUE(select.ok());
  select->bind(question);
  while (true) {
    const auto more = select->step();
    EXPECT_TRUE(more.ok()) << (more.ok() ? "" : to_string(more.error()));
    if (!more.ok() || !*more) return out;
    out += select->string(0) + " ";
  }
}

TEST(Store, IndexesWordsAsTheyStandAndInDictionaryForm) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  Draft draft = planned_visit();
  draft.analysis.sentence_lemmas = {"Ким Орлан посетить Ардена 11 май",
                                    "мы ждать гость сказать Мира Талан"};
  put(store, draft);
  put(store, held_visit());
  EXPECT_EQ(found(store, "surface:ждем"), "") << "waits to be indexed";
  EXPECT_EQ(*store.index_words(), 2);
  EXPECT_EQ(found(store, "surface:ждем"), "1 ") << "one e";
  EXPECT_EQ(found(store, "surface:(орлан AND ардену)"), "1 2 ");
  EXPECT_EQ(found(store, "lemma:посетить"), "1 ");
  EXPECT_EQ(found(store, "lemma:\"ждать гость\""), "1 ") << "a phrase in dictionary form";
  EXPECT_EQ(found(store, "surface:(орлан AND ждем)"), "") << "words of two sentences";
  // Another text in its place takes the words of the old one out.
  Draft later("Гостя встретили у трапа.", "2031-05-12", "", "https://vestnik.example/1");
  put(store, later);
  EXPECT_EQ(found(store, "surface:ждем"), "");
  later.analysis.sentence_lemmas = {"гость встретить у трап"};
  ASSERT_TRUE(store.put(later.article, later.analysis, "another engine").ok())
      << "changed before it was indexed";
  EXPECT_EQ(*store.index_words(), 1);
  EXPECT_EQ(found(store, "lemma:трап"), "1 ");
  EXPECT_EQ(found(store, "surface:трапа"), "1 ");
  ASSERT_TRUE(store.remove("https://vestnik.example/1").ok());
  EXPECT_EQ(found(store, "трапа OR посетить"), "");
  EXPECT_EQ(found(store, "ардену"), "2 ");
  EXPECT_TRUE(store.db().execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
                  .ok());
}

TEST(Store, RefusesSpansThatDoNotFitAndGoesOn) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  auto batch = store.batch();
  ASSERT_TRUE(batch.ok());
  put(store, planned_visit());
  Draft broken = held_visit();
  broken.analysis.quotes.push_back({});
  broken.analysis.quotes.back().span = {1, 5};  // inside a letter
  EXPECT_EQ(store.put(broken.article, broken.analysis, kVersion).error().code, Code::kBadInput);
  put(store, signature());
  ASSERT_TRUE(batch->commit().ok());
  EXPECT_EQ(count(store, "SELECT count(*) FROM articles"), 2);
}

TEST(Store, TellsClaimsOfTheSameWordsApart) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  Draft draft = held_visit();
  draft.act("sign", "Велонь и Ардания подписали договор", "2031-05-12~", {{"agent", 0U}});
  put(store, draft);
  EXPECT_EQ(count(store, "SELECT count(DISTINCT claim) FROM claims"), 4);
}

TEST(Store, NeverTouchesAFileThatIsNoChronicle) {
  const TempFolder folder;
  const std::string text = folder.file("notes.txt");
  std::ofstream(text) << "мои заметки";
  const std::string foreign = folder.file("other.db");
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(foreign.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "CREATE TABLE mine (a)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  for (const std::string& path : {text, foreign}) {
    const std::string before = all_bytes(path);
    for (const Mode mode : {Mode::kRead, Mode::kWrite}) {
      const auto opened = Store::open(path, mode, {});
      ASSERT_FALSE(opened.ok());
      EXPECT_EQ(opened.error().code, Code::kBadInput);
      EXPECT_EQ(opened.error().place, path);
    }
    EXPECT_EQ(all_bytes(path), before);
  }
  EXPECT_FALSE(Store::open(folder.file(""), Mode::kWrite, {}).ok()) << "a folder";
}

TEST(Store, SaysWhatIsMissing) {
  const TempFolder folder;
  EXPECT_EQ(Store::open(folder.file("none.db"), Mode::kRead, {}).error().code, Code::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder.file("none.db")));
  EXPECT_EQ(Store::open(folder.file("no/folder.db"), Mode::kWrite, {}).error().code, Code::kIo);
}

TEST(Store, TakesAnEmptyFileAsNew) {
  const TempFolder folder;
  std::ofstream(folder.file("a.db")).flush();
  Store store = open_store(folder.file("a.db"));
  EXPECT_EQ(put(store, surname()).change, Change::kAdded);
}

TEST(Store, RefusesANewerSchema) {
  const TempFolder folder;
  const std::string path = folder.file("a.db");
  {
    Store store = open_store(path);
    ASSERT_TRUE(store.db().execute("PRAGMA user_version = 99").ok());
  }
  for (const Mode mode : {Mode::kRead, Mode::kWrite})
    EXPECT_EQ(Store::open(path, mode, {}).error().code, Code::kVersion);
}

// A chronicle as an older schema wrote it, from its dump.
void write_old_chronicle(const std::string& path, int schema = 1) {
  const auto dump =
      read_file("tests/compat/chronicle_v" + std::to_string(schema) + ".sql");
  ASSERT_TRUE(dump.ok()) << to_string(dump.error());
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, dump->c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
}

TEST(Store, BringsAnOlderSchemaUpAndLeavesACopy) {
  const TempFolder folder;
  const std::string path = folder.file("a.db");
  write_old_chronicle(path);
  EXPECT_EQ(Store::open(path, Mode::kRead, {}).error().code, Code::kVersion);
  {
    Store store = open_store(path);
    EXPECT_EQ(store.migrated_copy(), path + ".v1-copy");
    EXPECT_EQ(count(store, "PRAGMA user_version"), kSchemaVersion);
    EXPECT_EQ(count(store, "SELECT count(*) FROM articles"), 2);
    EXPECT_TRUE(*store.dirty());
    EXPECT_EQ(put(store, planned_visit()).change, Change::kReanalysed)
        << "the old analysis knows no words for the search";
    EXPECT_EQ(*store.index_words(), 1);
    EXPECT_EQ(count(store, "SELECT count(*) FROM search('гостя')"), 1);
    EXPECT_EQ(put(store, signature()).change, Change::kAdded);
  }
  EXPECT_EQ(open_store(path).migrated_copy(), "");
  // The copy is the old chronicle, whole: it can be brought up in its turn.
  Store copy = open_store(path + ".v1-copy");
  EXPECT_EQ(count(copy, "SELECT count(*) FROM articles"), 2);
}

TEST(Store, BringsUpToExactlyTheSchemaOfANewChronicle) {
  const TempFolder folder;
  Store fresh = open_store(folder.file("new.db"));
  const auto columns = [](Store& store) {
    std::vector<std::string> out;
    auto select = store.db().prepare(
        "SELECT s.type || ' ' || s.name || ' ' || coalesce(c.name || ' ' || c.type, '') FROM "
        "sqlite_schema s "
        "LEFT JOIN pragma_table_info(s.name) c ORDER BY 1");
    while (*select->step()) out.push_back(select->string(0));
    return out;
  };
  for (int schema = 1; schema < kSchemaVersion; ++schema) {
    const std::string path = folder.file(std::to_string(schema) + ".db");
    write_old_chronicle(path, schema);
    Store old = open_store(path);
    EXPECT_EQ(columns(old), columns(fresh)) << schema;
  }
}

TEST(Store, NamesTheWriterThatHoldsIt) {
  const TempFolder folder;
  const std::string path = folder.file("a.db");
  Store first = open_store(path);
  put(first, planned_visit());
  Options options;
  options.lock_wait_ms = 120;
  const auto second = Store::open(path, Mode::kWrite, options);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Code::kBusy);
  EXPECT_NE(second.error().message.find("process " + std::to_string(getpid()) +
                                        " since 2031-07-01T00:00:00Z (letopis add)"),
            std::string::npos)
      << second.error().message;
  // Readers go on, also while the writer is in the middle of a batch, and see only what was
  // committed.
  auto batch = first.batch();
  put(first, held_visit());
  Store reader = open_store(path, Mode::kRead);
  EXPECT_EQ(count(reader, "SELECT count(*) FROM articles"), 1);
}

TEST(Store, ReadsAChronicleThatMayNotBeWritten) {
  const TempFolder folder;
  const std::string path = folder.file("a.db");
  {
    Store store = open_store(path);
    put(store, planned_visit());
  }
  ASSERT_EQ(chmod(path.c_str(), 0444), 0);
  ASSERT_EQ(chmod(folder.file("").c_str(), 0555), 0);
  if (geteuid() != 0) {  // root may write everywhere
    EXPECT_EQ(Store::open(path, Mode::kWrite, {}).error().code, Code::kIo);
  }
  Store reader = open_store(path, Mode::kRead);
  EXPECT_EQ(count(reader, "SELECT count(*) FROM articles"), 1);
  const auto written = reader.put(held_visit().article, held_visit().analysis, kVersion);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, Code::kIo);
  EXPECT_NE(written.error().message.find("read-only"), std::string::npos);
  chmod(folder.file("").c_str(), 0755);
}

TEST(Store, SurvivesAFullDisk) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  put(store, planned_visit());
  const int64_t pages = count(store, "PRAGMA page_count");
  ASSERT_TRUE(
      store.db().execute(("PRAGMA max_page_count = " + std::to_string(pages)).c_str()).ok());
  Draft large = held_visit();
  large.article.text += std::string(1 << 20, 'x');
  large.article.text_sha256 = large.analysis.text_sha256 = sha256_hex(large.article.text);
  const auto refused = store.put(large.article, large.analysis, kVersion);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::kIo);
  EXPECT_NE(refused.error().message.find("no space left"), std::string::npos)
      << refused.error().message;
  EXPECT_EQ(count(store, "SELECT count(*) FROM articles"), 1);
  ASSERT_TRUE(store.db().execute("PRAGMA max_page_count = 1000000").ok());
  EXPECT_EQ(put(store, large).change, Change::kAdded);
}

// Adds many articles in batches of four and is killed at a random moment, ten times over; then one
// run completes.
TEST(Store, IsWholeAfterBeingKilledAtAnyMoment) {
  const TempFolder folder;
  const std::string path = folder.file("a.db");
  std::vector<Draft> drafts;
  for (int i = 0; i < 200; ++i) {
    Draft draft = held_visit();
    draft.article.url += "/" + std::to_string(i);
    draft.article.path += std::to_string(i);
    drafts.push_back(std::move(draft));
  }
  const auto add_all = [&] {
    Store store = open_store(path);
    for (size_t i = 0; i < drafts.size(); i += 4) {
      auto batch = store.batch();
      for (size_t k = i; k < i + 4; ++k)
        if (!store.put(drafts[k].article, drafts[k].analysis, kVersion).ok()) _exit(1);
      if (!batch->commit().ok()) _exit(1);
    }
  };
  std::mt19937 random(7);
  int64_t most = 0;
  useconds_t longest = 60'000;  // doubled until a round comes as far as a batch: machines may be busy
  for (int round = 0; round < 10; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      add_all();
      _exit(0);
    }
    usleep(std::uniform_int_distribution<useconds_t>(500, longest)(random));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (!std::filesystem::exists(path)) continue;
    Store reader = open_store(path, Mode::kRead);
    const int64_t articles = count(reader, "SELECT count(*) FROM articles");
    most = std::max(most, articles);
    if (most == 0) longest *= 2;
    EXPECT_EQ(articles % 4, 0) << "a batch is whole or absent";
    EXPECT_EQ(count(reader, "SELECT count(*) FROM claims"), 3 * articles);
    auto check = reader.db().prepare("PRAGMA integrity_check");
    ASSERT_TRUE(*check->step());
    EXPECT_EQ(check->text(0), "ok");
  }
  add_all();
  Store reader = open_store(path, Mode::kRead);
  EXPECT_EQ(count(reader, "SELECT count(*) FROM articles"), 200);
  EXPECT_GT(most, 0) << "no round came as far as a batch";
}

TEST(Fold, MakesFormsOfOneNameEqual) {
  EXPECT_EQ(fold("  Семён\u00A0 ОРЛАН–Юг "), "семен орлан-юг");
  EXPECT_EQ(fold_latin("Tokayev"), fold_latin("tokaev"));
  EXPECT_NE(fold_latin("Orlan"), fold_latin("Talan"));
}

}  // namespace
}  // namespace letopis::store
