// The analysis of a slab of articles in full: what extraction finds, and what in it cannot all be
// true.
#pragma once

#include <span>
#include <vector>

#include "doc/article.h"
#include "extract/engine.h"

namespace letopis::run {

// One result per article, in order. Thread-safe with a scratch of one's own.
std::vector<Result<Analysis>> analyze(const extract::Engine& engine, std::span<const Article> slab,
                                      extract::Scratch& scratch);

}  // namespace letopis::run
