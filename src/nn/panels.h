// Memory for floats, and matrices packed as the kernels want them (nn/kernels.h). Plain owners; not
// thread-safe while they are filled, freely shared afterwards.
#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <span>
#include <utility>
#include <vector>

#include "nn/kernels.h"
#include "nn/pack_reader.h"

namespace letopis::nn {

inline constexpr size_t panel_ceil(size_t columns) {
  return (columns + kPanel - 1) / kPanel * kPanel;
}

// Numbers at a 64-byte border. `need` keeps the block where it is large enough, and never the
// content where it is not.
template <class T>
class Block {
 public:
  Block() = default;
  ~Block() { release(); }
  Block(Block&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), room_(std::exchange(other.room_, 0)) {}
  Block& operator=(Block&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(room_, other.room_);
    return *this;
  }

  // At least `count` numbers, not initialised.
  T* need(size_t count) {
    if (count > room_) {
      release();
      data_ = static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{64}));
      room_ = count;
    }
    return data_;
  }
  T* data() { return data_; }
  const T* data() const { return data_; }

 private:
  void release() {
    if (data_ != nullptr) ::operator delete (data_, std::align_val_t{64});
    data_ = nullptr;
    room_ = 0;
  }
  T* data_ = nullptr;
  size_t room_ = 0;
};
using Buffer = Block<float>;

// The nearest whole number, ties to even: std::lrint, in a form that a compiler turns into vectors.
// REQUIRES: |x| < 2^31.
inline int32_t nearest(double x) {
  constexpr double kShift = 0x1.8p52;
  return static_cast<int32_t>((x + kShift) - kShift);
}

// Copies a row-major matrix [depth][columns] with `step` floats between rows into panels; missing
// columns become zero. REQUIRES: `out` holds depth * panel_ceil(columns) floats.
void pack_panels(const float* matrix, size_t step, size_t depth, size_t columns, float* out);

// The inverse: [depth][columns] row-major.
std::vector<float> unpack_panels(std::span<const float> panels, size_t depth, size_t columns);

// y = x * weight + bias, ready for a Product. Views into the pack, or into memory of its own.
class Linear {
 public:
  Linear() = default;
  // The sections <name>.sizes, .panels and .bias, of this depth; of this many columns, where not 0.
  // The pack outlives it.
  static Result<Linear> open(const Pack& pack, const std::string& name, size_t depth,
                             size_t columns);
  // weight: [depth][columns] row-major, columns = bias.size(). REQUIRES: weight.size() = depth *
  // columns.
  Linear(std::span<const float> weight, std::span<const float> bias);
  // The columns of several layers side by side, of each the rows [first, first + depth). REQUIRES:
  // columns of whole panels; bias.size() is the sum of them.
  struct Piece {
    const Linear& layer;
    size_t first;
  };
  Linear(std::span<const Piece> pieces, size_t depth, std::span<const float> bias);

  // From now on `run` works in 16-bit fixed point (nn/fixed_kernels.h): each row is scaled on its
  // own, so its bits depend on it alone. REQUIRES: an even depth of at most kDeepest.
  void fix();
  static constexpr size_t kDeepest = 512;

  size_t depth() const { return depth_; }
  size_t used() const { return used_; }        // columns that mean something
  size_t columns() const { return columns_; }  // padded to whole panels
  std::span<const float> panels() const { return {panels_, depth_ * columns_}; }
  std::span<const float> bias() const { return {bias_, used_}; }
  // REQUIRES: kPlain or kRelu, once fixed.
  void run(const KernelTable& kernels, const float* a, size_t a_step, size_t rows, Finish finish,
           float* c, size_t c_step) const;

 private:
  void set_bias(std::span<const float> bias);

  size_t depth_ = 0, used_ = 0, columns_ = 0;
  const float *panels_ = nullptr, *bias_ = nullptr;
  Buffer own_panels_, own_bias_;
  Block<int16_t> fixed_panels_;  // [depth / 2][kPanel][2] each; null before fix()
  Buffer fixed_scale_;           // per column
};

}  // namespace letopis::nn
