// A pack: one file of named, 64-byte aligned sections with magic, kind, version and checksum,
// memory-mapped and never edited. Written by tools/, read by morph/, nn/, rules/ and world/.
// Layout: docs/formats.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace letopis {

// Read side. Immutable and thread-safe; copies share one mapping, which lives as long as any of
// them. Views handed out are valid as long as some copy lives.
class Pack {
 public:
  // Maps the file and checks magic, kind, version, size and checksum; of what is mapped, only what
  // is looked at takes memory. Errors: kNotFound, kDamaged, kVersion, kIo; each names the file and
  // the remedy.
  static Result<Pack> open(const std::string& path, std::string_view kind, uint32_t version);

  std::vector<std::string_view> sections() const;  // names in the order of writing
  bool has(std::string_view section) const;
  Result<std::span<const std::byte>> section(std::string_view name) const;  // kDamaged where absent
  Result<std::string_view> text(std::string_view name) const;
  // The section as an array of T. kDamaged where its size is no multiple of sizeof(T).
  template <class T>
  Result<std::span<const T>> array(std::string_view name) const {
    LT_ASSIGN(const std::span<const std::byte> bytes, section(name));
    if (bytes.size() % sizeof(T) != 0) return misfit(name);
    return std::span<const T>(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T));
  }
  const std::string& path() const;
  const std::string& checksum() const;  // hexadecimal; names the data version in analyses

 private:
  struct Mapping;
  explicit Pack(std::shared_ptr<const Mapping> mapping) : mapping_(std::move(mapping)) {}
  Error misfit(std::string_view name) const;
  std::shared_ptr<const Mapping> mapping_;
};

// Write side: collects sections, then writes the file beside its place and renames it, so that no
// half pack is seen.
class PackWriter {
 public:
  void add(std::string name, std::string bytes);
  template <class T>
  void add_array(std::string name, std::span<const T> items) {
    add(std::move(name),
        std::string(reinterpret_cast<const char*>(items.data()), items.size_bytes()));
  }
  // The whole file.
  std::string bytes(std::string_view kind, uint32_t version) const;
  Result<void> write(const std::string& path, std::string_view kind, uint32_t version) const;

 private:
  std::vector<std::pair<std::string, std::string>> sections_;
};

}  // namespace letopis
