// Packs for the harnesses: as files in memory, made of bytes or of sections, with a checksum that
// is right whatever they hold, so that what lies behind the checksum is reached.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/pack.h"

namespace letopis::fuzz {

// A file that lives as long as the object.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const;

 private:
  int file_;
};

// Makes size and checksum in the header right (docs/formats.md). REQUIRES: bytes.size() >=
// kHeaderBytes.
inline constexpr size_t kHeaderBytes = 48;
void seal(std::string& bytes);

using Sections = std::map<std::string, std::string>;

// Changes sections as `edits` says: each edit is an operation, a section and what the operation
// takes. Any bytes are edits.
void apply(std::string_view edits, Sections& sections);

// The bytes of a pack with these sections.
std::string packed(const Sections& sections, std::string_view kind, uint32_t version);

}  // namespace letopis::fuzz
