// The body of the vector kernels, included once per instruction set, inside an anonymous namespace,
// behind a struct `V` that wraps its registers: Reg, kWidth, load, store, broadcast, zero, fma(a,
// b, c) = a * b + c, add, max. `kTileRows` and `kTilePanels` say how much of the result stays in
// registers.

constexpr size_t kVectors = kPanel / V::kWidth;

// kRows rows by kPanels panels of the result, from (row, column).
template <size_t kRows, size_t kPanels>
inline void tile(const Product& p, size_t row, size_t column) {
  constexpr size_t kWide = kPanels * kVectors;
  V::Reg sum[kRows][kWide];
#pragma GCC unroll 16
  for (size_t v = 0; v < kWide; ++v) {
    const V::Reg start = p.bias == nullptr ? V::zero() : V::load(p.bias + column + v * V::kWidth);
#pragma GCC unroll 16
    for (size_t r = 0; r < kRows; ++r) sum[r][v] = start;
  }
  const float* a = p.a + row * p.a_step;
  const float* weight = p.panels + column * p.depth;
  const size_t step = p.a_step;
  const size_t panel = p.depth * kPanel;
  for (size_t k = 0; k < p.depth; ++k, ++a, weight += kPanel) {
    V::Reg w[kWide];
#pragma GCC unroll 16
    for (size_t v = 0; v < kWide; ++v)
      w[v] = V::load(weight + v / kVectors * panel + v % kVectors * V::kWidth);
#pragma GCC unroll 16
    for (size_t r = 0; r < kRows; ++r) {
      const V::Reg x = V::broadcast(a + r * step);
#pragma GCC unroll 16
      for (size_t v = 0; v < kWide; ++v) sum[r][v] = V::fma(x, w[v], sum[r][v]);
    }
  }
#pragma GCC unroll 16
  for (size_t v = 0; v < kWide; ++v) {
    const size_t at = column + v * V::kWidth;
    const bool norm = p.finish == Finish::kReluNorm;
    const V::Reg scale = norm ? V::load(p.scale + at) : V::zero();
    const V::Reg shift = norm ? V::load(p.shift + at) : V::zero();
#pragma GCC unroll 16
    for (size_t r = 0; r < kRows; ++r) {
      V::Reg x = sum[r][v];
      if (p.finish != Finish::kPlain) x = V::max(x, V::zero());
      if (norm) x = V::fma(x, scale, shift);
      V::store(p.c + (row + r) * p.c_step + at, x);
    }
  }
}

// The rows left over after the full tiles.
template <size_t kRows, size_t kPanels>
inline void rest(const Product& p, size_t row, size_t column) {
  if constexpr (kRows > 0) {
    if (p.rows - row == kRows) return tile<kRows, kPanels>(p, row, column);
    rest<kRows - 1, kPanels>(p, row, column);
  }
}

template <size_t kPanels>
inline void columns(const Product& p, size_t begin, size_t end, size_t column) {
  size_t row = begin;
  for (; row + kTileRows <= end; row += kTileRows) tile<kTileRows, kPanels>(p, row, column);
  if (row < end) rest<kTileRows - 1, kPanels>(p, row, column);
}

// Rows are taken in blocks that fit the second-level cache beside one panel of weights.
constexpr size_t kBlockRows = 16 * kTileRows;

void product(const Product& p) {
  for (size_t row = 0; row < p.rows; row += kBlockRows) {
    const size_t end = row + kBlockRows < p.rows ? row + kBlockRows : p.rows;
    size_t column = 0;
    for (; column + kTilePanels * kPanel <= p.columns; column += kTilePanels * kPanel)
      columns<kTilePanels>(p, row, end, column);
    for (; column < p.columns; column += kPanel) columns<1>(p, row, end, column);
  }
}

void row_sum(const RowSum& p) {
  for (size_t at = 0; at < p.columns; at += V::kWidth) {
    V::Reg sum = V::load(p.rows[0] + at);
    for (size_t i = 1; i < kSummed; ++i) sum = V::add(sum, V::load(p.rows[i] + at));
    V::store(p.out + at,
             V::fma(V::max(sum, V::zero()), V::load(p.scale + at), V::load(p.shift + at)));
  }
}
