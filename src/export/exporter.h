// The chronicle as files in a folder: canonical, so that the same set of articles gives the same
// bytes whatever the order of arrival. No paths, no moments of adding, no row numbers. Offsets are
// code points. Formats: exporters().
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace letopis::exporting {

struct ExportReport {
  std::vector<std::string> files;  // names inside the folder
  int64_t rows = 0;
};

struct Exporter {
  std::string_view name;
  std::string_view summary;
  Result<ExportReport> (*run)(store::Store& store, const std::string& folder);
};

// All formats; a new one is one file in this folder and one line there.
std::span<const Exporter> exporters();

// Writes a format into a folder, which is made where it is absent; each file is written beside its
// place and renamed. kBadInput for an unknown format (named with those that there are), kIo where
// the folder cannot be written, kBusy while the chronicle waits to be derived.
Result<ExportReport> export_chronicle(store::Store& store, std::string_view format,
                                      const std::string& folder);

// One per format.
Result<ExportReport> export_jsonl(store::Store& store, const std::string& folder);
Result<ExportReport> export_csv(store::Store& store, const std::string& folder);

}  // namespace letopis::exporting
