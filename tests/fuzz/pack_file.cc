#include "pack_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "base/hash.h"
#include "target.h"

namespace letopis::fuzz {
namespace {

// Takes numbers and bytes from the front of a string; zeros and nothing at its end.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : left_(bytes) {}
  bool done() const { return left_.empty(); }
  size_t number(size_t bytes) {
    size_t value = 0;
    for (const char c : take(bytes)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  std::string_view take(size_t bytes) {
    const std::string_view taken = left_.substr(0, bytes);
    left_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view left_;
};

enum class Edit { kOverwrite, kResize, kReplace, kAppend, kRemove, kSwap, kCount };

}  // namespace

MemoryFile::MemoryFile(std::string_view bytes) : file_(memfd_create("pack", MFD_CLOEXEC)) {
  require(file_ >= 0, "memory holds a file");
  while (!bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    require(written > 0, "memory holds the whole file");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}
MemoryFile::~MemoryFile() { close(file_); }
std::string MemoryFile::path() const { return "/proc/self/fd/" + std::to_string(file_); }

void seal(std::string& bytes) {
  constexpr size_t kSizeAt = 32, kChecksumAt = 40;
  const auto put = [&bytes](size_t at, uint64_t value) {
    std::memcpy(bytes.data() + at, &value, sizeof value);
  };
  put(kSizeAt, bytes.size());
  put(kChecksumAt, 0);
  const std::string_view all = bytes;
  put(kChecksumAt, hash64(all.substr(kHeaderBytes)) ^ hash64(all.substr(0, kHeaderBytes)));
}

void apply(std::string_view edits, Sections& sections) {
  for (Taker taker(edits); !taker.done() && !sections.empty();) {
    const auto edit = static_cast<Edit>(taker.number(1) % static_cast<size_t>(Edit::kCount));
    const auto chosen =
        std::next(sections.begin(), static_cast<std::ptrdiff_t>(taker.number(1) % sections.size()));
    std::string& bytes = chosen->second;
    switch (edit) {
      case Edit::kOverwrite: {
        const size_t at = taker.number(3) % (bytes.size() + 1);
        const std::string_view what = taker.take(taker.number(1) % 64);
        bytes.replace(at, std::min(what.size(), bytes.size() - at), what);
        break;
      }
      case Edit::kResize:
        bytes.resize(taker.number(3) % (bytes.size() + 64), '\0');
        break;
      case Edit::kReplace:
        bytes = taker.take(taker.number(2));
        break;
      case Edit::kAppend:
        bytes += taker.take(taker.number(1));
        break;
      case Edit::kRemove:
        sections.erase(chosen);
        break;
      case Edit::kSwap:
        bytes.swap(std::next(sections.begin(),
                             static_cast<std::ptrdiff_t>(taker.number(1) % sections.size()))
                       ->second);
        break;
      case Edit::kCount:
        break;
    }
  }
}

std::string packed(const Sections& sections, std::string_view kind, uint32_t version) {
  PackWriter writer;
  for (const auto& [name, bytes] : sections) writer.add(name, bytes);
  return writer.bytes(kind, version);
}

}  // namespace letopis::fuzz
