// The one writer of a chronicle: an advisory lock on "<path>-lock", held while a Store is open for
// writing and freed by the system when its process ends in any way. The file says who holds it.
#pragma once

#include <string>

#include "base/result.h"

namespace letopis::store {

class WriterLock {
 public:
  // Waits up to wait_ms, then fails with kBusy and the holder: process id, since when, which
  // command.
  static Result<WriterLock> take(const std::string& path, const std::string& now,
                                 const std::string& command, int wait_ms);
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;
  ~WriterLock();

 private:
  WriterLock(std::string file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}
  std::string file_;
  int descriptor_;
};

}  // namespace letopis::store
