// A value made when it is first needed, then kept: for what an organ that all workers share can do
// without at opening. Outside run/ the only thing that knows of threads (tests/floors.py).
#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace letopis {

// Thread-safe without waiting: threads that need the value at once each make one, of which the
// first to be ready stays. So whatever makes it must make equal ones; to its users it is as
// immutable as if it had been made at opening.
template <class T>
class Lazy {
 public:
  Lazy() = default;
  Lazy(const Lazy&) = delete;
  Lazy& operator=(const Lazy&) = delete;
  ~Lazy() { delete kept_.load(std::memory_order_relaxed); }

  // The value, or nullptr before it is made. It lives as long as this object.
  const T* kept() const noexcept { return kept_.load(std::memory_order_acquire); }
  // The value, which is `made` where there was none. REQUIRES: not null.
  const T& keep(std::unique_ptr<const T> made) const noexcept {
    const T* kept = nullptr;
    const bool first = kept_.compare_exchange_strong(kept, made.get(), std::memory_order_acq_rel,
                                                     std::memory_order_acquire);
    return first ? *made.release() : *kept;
  }
  // The value; where there is none, what `make` returns.
  template <class Make>
  const T& get(Make make) const {
    const T* const kept = this->kept();
    return kept != nullptr ? *kept : keep(make());
  }

 private:
  mutable std::atomic<const T*> kept_ = nullptr;
};

}  // namespace letopis
