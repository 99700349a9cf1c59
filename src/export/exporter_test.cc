#include "export/exporter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "chronicle/derive.h"
#include "chronicle/verify.h"
#include "store/test_articles.h"

namespace letopis::exporting {
namespace {

using store::Draft;
using store::five_articles;
using store::Store;
using store::TempFolder;

void add(Store& store, const std::vector<Draft>& drafts) {
  for (const Draft& draft : drafts)
    ASSERT_TRUE(store.put(draft.article, draft.analysis, "engine-1").ok());
  ASSERT_TRUE(chronicle::derive(store).ok());
}

// Every file of both formats by name.
using Files = std::map<std::string, std::string>;
Files exported(Store& store, const std::string& folder) {
  Files files;
  for (const Exporter& exporter : exporters()) {
    const std::string into = folder + "/" + std::string(exporter.name);
    const auto report = export_chronicle(store, exporter.name, into);
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : to_string(report.error()));
    if (!report.ok()) continue;
    for (const std::string& name : report->files) {
      const auto text = read_file(into + "/" + name);
      EXPECT_TRUE(text.ok()) << name;
      if (text.ok()) files[std::string(exporter.name) + "/" + name] = *text;
    }
  }
  return files;
}

TEST(Export, IsTheSameForEveryOrderOfArrival) {
  const TempFolder folder;
  const std::vector<Draft> five = five_articles();
  Files straight;
  {
    Store store = store::open_store(folder.file("straight.db"));
    add(store, five);
    straight = exported(store, folder.file("straight"));
    ASSERT_EQ(straight.size(), 21U);
    add(store, five);
    EXPECT_EQ(exported(store, folder.file("twice")), straight) << "added twice";

    add(store, {store::sixth()});
    const Files with_sixth = exported(store, folder.file("sixth"));
    for (const char* file :
         {"jsonl/events.jsonl", "jsonl/entities.jsonl", "csv/claims.csv", "csv/entities.csv"})
      EXPECT_NE(with_sixth.at(file), straight.at(file))
          << file << ": the sixth article must join what was there";
    const auto report = chronicle::verify(store);
    EXPECT_TRUE(report.ok() && report->faults.empty());
    ASSERT_TRUE(store.remove(store::sixth().article.url).ok());
    ASSERT_TRUE(chronicle::derive(store).ok());
    EXPECT_EQ(exported(store, folder.file("removed")), straight) << "after a sixth came and went";
  }
  {
    Store store = store::open_store(folder.file("backwards.db"));
    add(store, {five.rbegin(), five.rend()});
    EXPECT_EQ(exported(store, folder.file("backwards")), straight) << "backwards";
  }
  for (const Draft& draft : five) {
    Store store = store::open_store(folder.file("one-by-one.db"));
    add(store, {draft});
  }
  Store one_by_one = store::open_store(folder.file("one-by-one.db"), store::Mode::kRead);
  EXPECT_EQ(exported(one_by_one, folder.file("one-by-one")), straight) << "one by one";

  std::vector<Draft> order = {store::sixth()};
  order.insert(order.end(), five.begin(), five.end());
  Store first = store::open_store(folder.file("sixth-first.db"));
  add(first, order);
  ASSERT_TRUE(first.remove(store::sixth().article.id()).ok());
  ASSERT_TRUE(chronicle::derive(first).ok());
  EXPECT_EQ(exported(first, folder.file("sixth-first")), straight) << "a sixth came first and went";
}

TEST(Export, NamesNoPathAndNoMomentOfAdding) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  add(store, five_articles());
  for (const auto& [name, text] : exported(store, folder.file("out"))) {
    EXPECT_EQ(text.find("in/"), std::string::npos) << name;
    EXPECT_EQ(text.find("2031-07-01"), std::string::npos) << name;
    EXPECT_EQ(text.find(".db"), std::string::npos) << name;
  }
}

TEST(Export, WritesEventsWithClaimsAndEvidence) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  add(store, {store::planned_visit(), store::held_visit()});
  const Files files = exported(store, folder.file("out"));
  const std::string& events = files.at("jsonl/events.jsonl");
  EXPECT_EQ(std::count(events.begin(), events.end(), '\n'), 2);
  EXPECT_NE(events.find("\"states\":[{\"state\":\"planned\",\"known_from\":\"2031-05-08\""),
            std::string::npos)
      << events;
  EXPECT_NE(events.find("\"said_by\":[\"person/"
                        "mira-talan\"],\"evidence\":[{\"begin\":10,\"end\":31,\"text\":\"посетит "
                        "Ардену 11 мая\"}]"),
            std::string::npos)
      << events;
}

TEST(Export, QuotesCsvByTheRfc) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  Draft draft = store::signature();
  draft.article.title = draft.analysis.title = "Слово, \"дело\"\nи точка";
  add(store, {draft});
  const Files files = exported(store, folder.file("out"));
  const std::string& csv = files.at("csv/articles.csv");
  EXPECT_TRUE(csv.starts_with("id,url,outlet,agency,title,authors,")) << csv;
  EXPECT_NE(csv.find(",\"Слово, \"\"дело\"\"\nи точка\",[],ru,2031-05-13,"), std::string::npos)
      << csv;
  EXPECT_TRUE(csv.ends_with("\r\n"));
}

TEST(Export, SaysWhatItCannotDo) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  add(store, {store::signature()});
  EXPECT_EQ(export_chronicle(store, "xls", folder.file("out")).error().code, Code::kBadInput);
  EXPECT_EQ(export_chronicle(store, "csv", folder.file("a.db") + "/out").error().code, Code::kIo);
  ASSERT_TRUE(
      store.put(store::held_visit().article, store::held_visit().analysis, "engine-1").ok());
  EXPECT_EQ(export_chronicle(store, "csv", folder.file("out")).error().code, Code::kBusy)
      << "not derived yet";
}

}  // namespace
}  // namespace letopis::exporting
