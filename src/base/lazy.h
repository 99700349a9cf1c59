// A value made when it is first needed, then kept: for what an organ that all workers share can do
// without at opening. Outside run/ the only thing that may make a thread wait (tests/floors.py).
#pragma once

#include <memory>
#include <mutex>

namespace letopis {

// Thread-safe. To its owner's users it is as immutable as if it had been made at once.
template <class T>
class Lazy {
 public:
  // What `make` returned, a std::unique_ptr that is not null, for the first caller; others wait for
  // it meanwhile. Where it throws, so does this, and the next caller tries again.
  template <class Make>
  const T& get(Make make) const {
    std::call_once(once_, [&] { kept_ = make(); });
    return *kept_;
  }

 private:
  mutable std::once_flag once_;
  mutable std::unique_ptr<const T> kept_;
};

}  // namespace letopis
