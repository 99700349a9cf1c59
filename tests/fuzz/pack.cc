// A pack file of any bytes. The first byte says whether its size and checksum are made right, which
// lets the directory be reached.
#include "base/pack.h"

#include "pack_file.h"
#include "target.h"

namespace letopis {
namespace {

// The sum of the bytes of a section's items, all of which are read.
template <class T>
size_t sum(const Pack& pack, std::string_view name) {
  const auto items = pack.array<T>(name);
  size_t total = 0;
  if (items)
    for (T item : *items)
      for (; item != 0; item = static_cast<T>(item >> 8)) total += item & 0xFFU;
  return total;
}

}  // namespace
}  // namespace letopis

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace letopis;
  if (size == 0) return 0;
  std::string bytes(fuzz::view(data + 1, size - 1));
  if ((data[0] & 1U) != 0 && bytes.size() >= fuzz::kHeaderBytes) fuzz::seal(bytes);
  const fuzz::MemoryFile file(bytes);
  const auto pack = Pack::open(file.path(), "test", 7);
  if (!pack) {
    fuzz::require(!pack.error().message.empty() && pack.error().place == file.path(),
                  "an error says what is wrong, and where");
    return 0;
  }
  for (const std::string_view name : pack->sections()) {
    const auto text = pack->text(name);
    fuzz::require(pack->has(name) && text.ok(), "what is listed is there");
    size_t total = 0;
    for (const char c : *text) total += static_cast<unsigned char>(c);
    for (const size_t of_array : {sum<uint16_t>(*pack, name), sum<uint32_t>(*pack, name)})
      fuzz::require(of_array == total || of_array == 0, "an array holds the bytes of its section");
  }
  return 0;
}
