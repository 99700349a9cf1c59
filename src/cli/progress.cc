#include "cli/progress.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace letopis::cli {
namespace {

constexpr auto kSilent = std::chrono::seconds(1);  // short work shows nothing
constexpr auto kEvery = std::chrono::milliseconds(200);

bool terminal() {
  const char* term = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && (term == nullptr || std::strcmp(term, "dumb") != 0);
}

}  // namespace

Progress::Progress(std::string what, bool quiet)
    : what_(std::move(what)),
      on_(!quiet && terminal()),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::step(uint64_t done, uint64_t bytes, uint64_t problems) {
  if (!on_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - start_ < kSilent || now - last_ < kEvery) return;
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::fprintf(stderr, "\r\033[K%s: %llu articles, %.1f MB, %.0f articles/s%s", what_.c_str(),
               static_cast<unsigned long long>(done), static_cast<double>(bytes) / 1e6,
               static_cast<double>(done) / seconds, problems > 0 ? ", problems" : "");
  std::fflush(stderr);
}

}  // namespace letopis::cli
