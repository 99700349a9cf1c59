#include "export/exporter.h"

#include <array>
#include <filesystem>

namespace letopis::exporting {
namespace {

constexpr std::array<Exporter, 2> kExporters = {{
    {"jsonl",
     "JSON Lines: articles, entities, events with claims and evidence, statuses, quotes, times, "
     "figures",
     export_jsonl},
    {"csv", "CSV (RFC 4180): the same, one table a file", export_csv},
}};

// Reads one state of the chronicle, whatever a writer does meanwhile.
class Snapshot {
 public:
  explicit Snapshot(store::Connection& db) : db_(db), own_(!db.in_transaction()) {}
  Result<void> begin() { return own_ ? db_.execute("BEGIN") : Result<void>(); }
  ~Snapshot() {
    if (own_ && db_.in_transaction())
      static_cast<void>(db_.execute("ROLLBACK"));  // nothing was written
  }

 private:
  store::Connection& db_;
  bool own_;
};

}  // namespace

std::span<const Exporter> exporters() { return kExporters; }

Result<ExportReport> export_chronicle(store::Store& store, std::string_view format,
                                      const std::string& folder) {
  std::string names;
  for (const Exporter& exporter : kExporters) {
    names.append(names.empty() ? "" : ", ").append(exporter.name);
    if (exporter.name != format) continue;
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return Error{Code::kIo, "cannot make the folder: " + failed.message(), folder};
    Snapshot snapshot(store.db());
    LT_TRY(snapshot.begin());
    LT_ASSIGN(const bool dirty, store.dirty());
    if (dirty)
      return Error{
          Code::kBusy,
          "a writer was interrupted and the chronicle is not complete: run `letopis refresh` first",
          store.db().path()};
    return exporter.run(store, folder);
  }
  return Error{Code::kBadInput, "no such format; there are " + names, std::string(format)};
}

}  // namespace letopis::exporting
