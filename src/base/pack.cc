#include "base/pack.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>

#include "base/hash.h"

namespace letopis {
namespace {

constexpr char kMagic[8] = {'L', 'E', 'T', 'O', 'P', 'A', 'C', 'K'};
constexpr size_t kAlign = 64;
constexpr size_t kNameBytes = 112;
constexpr std::string_view kRemedy = "; run ./dev setup to build it anew";

struct Header {
  char magic[8];
  char kind[16];
  uint32_t version;
  uint32_t sections;
  uint64_t file_bytes;
  uint64_t checksum;  // of the whole file, see pack_checksum
};
struct Entry {
  char name[kNameBytes];
  uint64_t offset;
  uint64_t bytes;
};

// xxh3 of the body, mixed with that of the header whose own checksum field is zero.
uint64_t pack_checksum(Header header, uint64_t body) {
  header.checksum = 0;
  return body ^ hash64({reinterpret_cast<const char*>(&header), sizeof header});
}

// xxh3 of a file from `from` to `end`, read piece by piece: mapping all its pages would cost more
// than copying them, and most are never looked at again. nullopt where reading fails.
std::optional<uint64_t> hash_of_file(int file, size_t from, size_t end) {
  constexpr size_t kPiece = 128 << 10;  // stays in the second-level cache
  const auto piece = std::make_unique_for_overwrite<char[]>(kPiece);
  Hash64 hash;
  while (from < end) {
    const ssize_t got =
        pread(file, piece.get(), std::min(kPiece, end - from), static_cast<off_t>(from));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    hash.add({piece.get(), static_cast<size_t>(got)});
    from += static_cast<size_t>(got);
  }
  return hash.value();
}
struct File {
  int number;
  ~File() {
    if (number >= 0) close(number);
  }
};

size_t aligned(size_t at) { return (at + kAlign - 1) / kAlign * kAlign; }
std::string_view padded(const char* text, size_t bytes) { return {text, strnlen(text, bytes)}; }

}  // namespace

struct Pack::Mapping {
  std::string path, checksum;
  const char* data = nullptr;
  size_t bytes = 0;
  std::span<const Entry> entries;

  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (data != nullptr) munmap(const_cast<char*>(data), bytes);
  }
};

Result<Pack> Pack::open(const std::string& path, std::string_view kind, uint32_t version) {
  const auto fail = [&path](Code code, const std::string& why) {
    return Error{code, why + std::string(kRemedy), path};
  };
  const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.number < 0)
    return fail(errno == ENOENT ? Code::kNotFound : Code::kIo, std::strerror(errno));
  struct stat info {};
  auto mapping = std::make_shared<Mapping>();
  mapping->path = path;
  if (fstat(file.number, &info) == 0 && static_cast<size_t>(info.st_size) >= sizeof(Header)) {
    void* place =
        mmap(nullptr, static_cast<size_t>(info.st_size), PROT_READ, MAP_SHARED, file.number, 0);
    if (place != MAP_FAILED) {
      mapping->data = static_cast<const char*>(place);
      mapping->bytes = static_cast<size_t>(info.st_size);
    }
  }
  if (mapping->data == nullptr)
    return fail(Code::kDamaged, "this pack is cut short or cannot be mapped");

  Header header;
  std::memcpy(&header, mapping->data, sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0)
    return fail(Code::kDamaged, "this is no pack");
  if (padded(header.kind, sizeof header.kind) != kind)
    return fail(Code::kDamaged, "this pack holds '" +
                                    std::string(padded(header.kind, sizeof header.kind)) +
                                    "', not '" + std::string(kind) + "'");
  if (header.version != version)
    return fail(Code::kVersion, "this pack has version " + std::to_string(header.version) +
                                    ", this program reads " + std::to_string(version));
  if (header.file_bytes != mapping->bytes) return fail(Code::kDamaged, "this pack is cut short");
  const auto body = hash_of_file(file.number, sizeof header, mapping->bytes);
  if (!body) return fail(Code::kIo, "this pack cannot be read to its end");
  if (pack_checksum(header, *body) != header.checksum)
    return fail(Code::kDamaged, "the checksum of this pack is wrong");
  if (header.sections > (mapping->bytes - sizeof header) / sizeof(Entry))
    return fail(Code::kDamaged, "the directory of this pack is wrong");
  mapping->entries = {reinterpret_cast<const Entry*>(mapping->data + sizeof header),
                      header.sections};
  for (const Entry& entry : mapping->entries)
    if (entry.offset % kAlign != 0 || entry.offset > mapping->bytes ||
        entry.bytes > mapping->bytes - entry.offset)
      return fail(Code::kDamaged, "the directory of this pack is wrong");
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(header.checksum));
  mapping->checksum = hex;
  return Pack(std::move(mapping));
}

std::vector<std::string_view> Pack::sections() const {
  std::vector<std::string_view> names;
  for (const Entry& entry : mapping_->entries) names.push_back(padded(entry.name, kNameBytes));
  return names;
}

bool Pack::has(std::string_view name) const {
  for (const Entry& entry : mapping_->entries)
    if (padded(entry.name, kNameBytes) == name) return true;
  return false;
}

Result<std::span<const std::byte>> Pack::section(std::string_view name) const {
  for (const Entry& entry : mapping_->entries)
    if (padded(entry.name, kNameBytes) == name)
      return std::span<const std::byte>(
          reinterpret_cast<const std::byte*>(mapping_->data + entry.offset), entry.bytes);
  return Error{Code::kDamaged,
               "this pack lacks the section '" + std::string(name) + "'" + std::string(kRemedy),
               mapping_->path};
}

Result<std::string_view> Pack::text(std::string_view name) const {
  LT_ASSIGN(const std::span<const std::byte> bytes, section(name));
  return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

Error Pack::misfit(std::string_view name) const {
  return {
      Code::kDamaged,
      "the section '" + std::string(name) + "' of this pack has an odd size" + std::string(kRemedy),
      mapping_->path};
}

const std::string& Pack::path() const { return mapping_->path; }
const std::string& Pack::checksum() const { return mapping_->checksum; }

void PackWriter::add(std::string name, std::string bytes) {
  assert(!name.empty() && name.size() < kNameBytes);
  sections_.emplace_back(std::move(name), std::move(bytes));
}

std::string PackWriter::bytes(std::string_view kind, uint32_t version) const {
  Header header{};
  assert(kind.size() < sizeof header.kind);
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  std::memcpy(header.kind, kind.data(), kind.size());
  header.version = version;
  header.sections = static_cast<uint32_t>(sections_.size());

  std::string body(sections_.size() * sizeof(Entry), '\0');
  size_t entry_at = 0;
  for (const auto& [name, bytes] : sections_) {
    body.resize(aligned(sizeof header + body.size()) - sizeof header, '\0');
    Entry entry{};
    std::memcpy(entry.name, name.data(), name.size());
    entry.offset = sizeof header + body.size();
    entry.bytes = bytes.size();
    body += bytes;
    std::memcpy(body.data() + entry_at, &entry, sizeof entry);
    entry_at += sizeof entry;
  }
  header.file_bytes = sizeof header + body.size();
  header.checksum = pack_checksum(header, hash64(body));
  return std::string(reinterpret_cast<const char*>(&header), sizeof header) + body;
}

Result<void> PackWriter::write(const std::string& path, std::string_view kind,
                               uint32_t version) const {
  const std::string whole = bytes(kind, version);
  const std::string draft = path + ".part";
  std::FILE* file = std::fopen(draft.c_str(), "wb");
  if (file == nullptr) return Error{Code::kIo, std::strerror(errno), draft};
  bool good = std::fwrite(whole.data(), 1, whole.size(), file) == whole.size();
  good = std::fclose(file) == 0 && good;
  if (!good || std::rename(draft.c_str(), path.c_str()) != 0) {
    const Error error{Code::kIo, std::string("cannot write this pack: ") + std::strerror(errno),
                      path};
    std::remove(draft.c_str());
    return error;
  }
  return {};
}

}  // namespace letopis
