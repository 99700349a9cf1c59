#include "base/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "base/hash.h"

namespace letopis {

namespace fs = std::filesystem;

struct DataFiles::Store {
  std::optional<Pack> pack;
  std::map<std::string, std::string, std::less<>> owned;
  std::map<std::string, std::string_view, std::less<>> texts;
};

Result<DataFiles> DataFiles::from_pack(const std::string& path) {
  auto store = std::make_shared<Store>();
  LT_ASSIGN(store->pack, Pack::open(path, kDataPackKind, kDataPackVersion));
  for (const std::string_view name : store->pack->sections()) {
    LT_ASSIGN(const std::string_view text, store->pack->text(name));
    store->texts.emplace(name, text);
  }
  return DataFiles(std::move(store));
}

Result<DataFiles> DataFiles::from_folder(const std::string& folder) {
  auto store = std::make_shared<Store>();
  std::error_code failure;
  if (!fs::is_directory(folder, failure))
    return Error{Code::kNotFound, "this is no folder", folder};
  fs::recursive_directory_iterator walk(folder, failure);
  for (const fs::recursive_directory_iterator end; !failure && walk != end;
       walk.increment(failure)) {
    const std::string name = walk->path().filename().string();
    if (name.starts_with('.')) {
      if (walk->is_directory()) walk.disable_recursion_pending();
      continue;
    }
    if (!walk->is_regular_file()) continue;
    LT_ASSIGN(std::string text, read_file(walk->path().string()));
    store->owned.emplace(walk->path().lexically_relative(folder).generic_string(), std::move(text));
  }
  if (failure) return Error{Code::kIo, failure.message(), folder};
  for (const auto& [path, text] : store->owned) store->texts.emplace(path, text);
  return DataFiles(std::move(store));
}

DataFiles DataFiles::with(std::string path, std::string text) const {
  auto store = std::make_shared<Store>();
  for (const auto& [name, content] : store_->texts) store->owned.emplace(name, content);
  store->owned[std::move(path)] = std::move(text);
  for (const auto& [name, content] : store->owned) store->texts.emplace(name, content);
  return DataFiles(std::move(store));
}

Result<std::string_view> DataFiles::text(std::string_view path) const {
  const auto found = store_->texts.find(path);
  if (found == store_->texts.end())
    return Error{Code::kNotFound, "this data file is missing", std::string(path)};
  return found->second;
}

std::vector<std::string_view> DataFiles::list(std::string_view prefix) const {
  std::vector<std::string_view> paths;
  for (auto at = store_->texts.lower_bound(prefix);
       at != store_->texts.end() && at->first.starts_with(prefix); ++at)
    paths.push_back(at->first);
  return paths;
}

std::string DataFiles::checksum() const {
  std::string all;
  for (const auto& [path, text] : store_->texts) all += path + '\n' + sha256_hex(text) + '\n';
  return sha256_hex(all).substr(0, 16);
}

Result<std::string> read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr)
    return Error{errno == ENOENT ? Code::kNotFound : Code::kIo, std::strerror(errno), path};
  std::string content;
  char block[1 << 16];
  size_t got = 0;
  while ((got = std::fread(block, 1, sizeof block, file)) > 0) content.append(block, got);
  const bool failed = std::ferror(file) != 0;
  const int reason = errno;
  std::fclose(file);
  if (failed) return Error{Code::kIo, std::strerror(reason), path};
  return content;
}

}  // namespace letopis
