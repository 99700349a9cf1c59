// The only place with threads: the calling thread cuts slabs of work, N workers do them, and the
// calling thread gets them back in the order of cutting. What is done to a slab does not depend on
// the number of workers. At most N + 2 slabs are in flight, so memory is bounded too.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.h"

namespace letopis::run {

template <class Slab>
struct SlabWork {
  std::function<std::optional<Slab>()> cut;  // on the calling thread; nullopt at the end
  // From several threads at once, one slab each; `worker` < threads tells which (for scratch).
  std::function<void(Slab& slab, unsigned worker)> work;
  // On the calling thread, in the order of cutting. An error stops the run and is returned.
  std::function<Result<void>(Slab&& slab)> take;
};

// What the calling thread and the workers share.
template <class Slab>
class SlabExchange {
 public:
  void give(size_t number, Slab slab) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace_back(number, std::move(slab));
    ready_.notify_one();
  }
  // The next slab to work on; nullopt when there will be no more.
  std::optional<std::pair<size_t, Slab>> next() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return !waiting_.empty() || closed_; });
    if (waiting_.empty()) return std::nullopt;
    std::pair<size_t, Slab> slab = std::move(waiting_.front());
    waiting_.pop_front();
    return slab;
  }
  void finish(size_t number, Slab slab) {
    const std::lock_guard lock(mutex_);
    done_.emplace(number, std::move(slab));
    finished_.notify_one();
  }
  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
    finished_.notify_one();
  }
  // Waits for slab `number`. Throws what a worker threw.
  Slab collect(size_t number) {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [&] { return failure_ || done_.contains(number); });
    if (failure_) std::rethrow_exception(failure_);
    return std::move(done_.extract(number).mapped());
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    waiting_.clear();
    ready_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_, finished_;
  std::deque<std::pair<size_t, Slab>> waiting_;
  std::map<size_t, Slab> done_;
  std::exception_ptr failure_;
  bool closed_ = false;
};

// Runs to the end of the cutting, with `threads` workers (at least 1; one works on the calling
// thread). An exception in a worker (a bug, memory exhausted) is thrown again here after all have
// stopped.
template <class Slab>
Result<void> run_slabs(const SlabWork<Slab>& slabs, unsigned threads) {
  if (threads <= 1) {
    while (std::optional<Slab> slab = slabs.cut()) {
      slabs.work(*slab, 0);
      LT_TRY(slabs.take(std::move(*slab)));
    }
    return {};
  }

  SlabExchange<Slab> exchange;
  std::vector<std::jthread> workers;
  struct Closer {  // on every way out: no more work, then the threads are joined (declared after
                   // them, destroyed first)
    SlabExchange<Slab>& exchange;
    ~Closer() { exchange.close(); }
  };
  workers.reserve(threads);
  const Closer closer{exchange};
  for (unsigned worker = 0; worker < threads; ++worker)
    workers.emplace_back([&exchange, &slabs, worker] {
      try {
        while (auto slab = exchange.next()) {
          slabs.work(slab->second, worker);
          exchange.finish(slab->first, std::move(slab->second));
        }
      } catch (...) {
        exchange.fail(std::current_exception());
      }
    });

  const size_t in_flight = size_t{threads} + 2;
  size_t given = 0, taken = 0;
  bool more = true;
  while (more || taken < given) {
    while (more && given - taken < in_flight) {
      std::optional<Slab> slab = slabs.cut();
      more = slab.has_value();
      if (more) exchange.give(given++, std::move(*slab));
    }
    if (taken == given) break;
    LT_TRY(slabs.take(exchange.collect(taken)));
    ++taken;
  }
  return {};
}

}  // namespace letopis::run
