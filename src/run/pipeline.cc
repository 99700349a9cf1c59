#include "run/pipeline.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace letopis::run {
namespace {

struct Slab {
  size_t number = 0;
  std::vector<Article> articles;
  std::vector<Result<Analysis>> analyses;
};

Slab cut(const Source& source, size_t number, const PipelineOptions& options) {
  Slab slab{number, {}, {}};
  size_t bytes = 0;
  while (slab.articles.size() < options.slab_articles && bytes < options.slab_bytes) {
    std::optional<Article> article = source();
    if (!article) break;
    bytes += article->text.size();
    slab.articles.push_back(std::move(*article));
  }
  return slab;
}

Result<void> write(Slab slab, const Sink& sink) {
  for (size_t i = 0; i < slab.articles.size(); ++i)
    LT_TRY(sink(std::move(slab.articles[i]), std::move(slab.analyses[i])));
  return {};
}

// What the calling thread and the workers share. Slabs in flight (waiting, at work, done) are
// bounded, so memory is too.
class Exchange {
 public:
  void give(Slab slab) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(slab));
    ready_.notify_one();
  }
  // The next slab to work on; nullopt when there will be no more.
  std::optional<Slab> take() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return !waiting_.empty() || closed_; });
    if (waiting_.empty()) return std::nullopt;
    Slab slab = std::move(waiting_.front());
    waiting_.pop_front();
    return slab;
  }
  void finish(Slab slab) {
    const std::lock_guard lock(mutex_);
    const size_t number = slab.number;
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
  std::deque<Slab> waiting_;
  std::map<size_t, Slab> done_;
  std::exception_ptr failure_;
  bool closed_ = false;
};

}  // namespace

Result<void> run_pipeline(const Source& source, const Analyze& analyze, const Sink& sink,
                          const PipelineOptions& options) {
  const unsigned threads = std::max(1U, options.threads);
  if (threads == 1) {
    for (size_t number = 0;; ++number) {
      Slab slab = cut(source, number, options);
      if (slab.articles.empty()) return {};
      slab.analyses = analyze(slab.articles, 0);
      LT_TRY(write(std::move(slab), sink));
    }
  }

  Exchange exchange;
  std::vector<std::jthread> workers;
  struct Closer {  // on every way out: no more work, then the threads are joined (declared after
                   // them, destroyed first)
    Exchange& exchange;
    ~Closer() { exchange.close(); }
  };
  workers.reserve(threads);
  const Closer closer{exchange};
  for (unsigned worker = 0; worker < threads; ++worker)
    workers.emplace_back([&exchange, &analyze, worker] {
      try {
        while (std::optional<Slab> slab = exchange.take()) {
          slab->analyses = analyze(slab->articles, worker);
          exchange.finish(std::move(*slab));
        }
      } catch (...) {
        exchange.fail(std::current_exception());
      }
    });

  const size_t in_flight = size_t{threads} + 2;
  size_t given = 0, written = 0;
  bool more = true;
  while (more || written < given) {
    while (more && given - written < in_flight) {
      Slab slab = cut(source, given, options);
      more = !slab.articles.empty();
      if (!more) break;
      exchange.give(std::move(slab));
      ++given;
    }
    if (written == given) break;
    LT_TRY(write(exchange.collect(written), sink));
    ++written;
  }
  return {};
}

}  // namespace letopis::run
