// A progress line on a terminal's standard error; silent elsewhere, with --quiet and for short
// work.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace letopis::cli {

class Progress {
 public:
  Progress(std::string what, bool quiet);
  ~Progress();  // clears the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void step(uint64_t done, uint64_t bytes, uint64_t problems);

 private:
  std::string what_;
  bool on_, shown_ = false;
  std::chrono::steady_clock::time_point start_, last_;
};

}  // namespace letopis::cli
