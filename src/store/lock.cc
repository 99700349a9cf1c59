#include "store/lock.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace letopis::store {
namespace {

constexpr int kPollMs = 50;

std::string holder(int descriptor) {
  char line[256] = {};
  const ssize_t got = pread(descriptor, line, sizeof line - 1, 0);
  std::string text(line, got > 0 ? static_cast<size_t>(got) : 0);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text.empty() ? "another process" : text;
}

// Whether the locked file is still the one at its path: the last holder may have removed it while
// we waited.
bool still_there(int descriptor, const std::string& file) {
  struct stat held {
  }, named{};
  return fstat(descriptor, &held) == 0 && stat(file.c_str(), &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

}  // namespace

Result<WriterLock> WriterLock::take(const std::string& path, const std::string& now,
                                    const std::string& command, int wait_ms) {
  const std::string file = path + "-lock";
  for (int waited = 0;;) {
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
      return Error{Code::kIo,
                   std::string("cannot write beside the chronicle: ") + std::strerror(errno), file};
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
      if (!still_there(descriptor, file)) {
        close(descriptor);
        continue;
      }
      WriterLock lock(file, descriptor);
      const std::string line =
          "process " + std::to_string(getpid()) + " since " + now + " (" + command + ")\n";
      if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, line.data(), line.size(), 0) < 0)
        return Error{Code::kIo, std::string("cannot write the lock: ") + std::strerror(errno),
                     file};
      return lock;
    }
    const std::string who = holder(descriptor);
    close(descriptor);
    if (waited >= wait_ms)
      return Error{Code::kBusy,
                   "the chronicle is being written by " + who + ": wait until it ends, or end it",
                   path};
    poll(nullptr, 0, kPollMs);
    waited += kPollMs;
  }
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

WriterLock::~WriterLock() {
  if (descriptor_ < 0) return;
  unlink(file_.c_str());
  close(descriptor_);
}

}  // namespace letopis::store
