// Owns many small strings at stable addresses; a view stays valid as long as the pool, also when
// the pool is moved. Not thread-safe.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace letopis {

class StringPool {
 public:
  std::string_view add(std::string_view text) {
    if (text.size() > left_) grow(text.size());
    char* place = next_;
    std::memcpy(place, text.data(), text.size());
    next_ += text.size();
    left_ -= text.size();
    return {place, text.size()};
  }

 private:
  void grow(size_t need) {
    const size_t bytes = need > kBlock ? need : kBlock;
    blocks_.push_back(std::make_unique<char[]>(bytes));
    next_ = blocks_.back().get();
    left_ = bytes;
  }

  static constexpr size_t kBlock = 8192;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace letopis
