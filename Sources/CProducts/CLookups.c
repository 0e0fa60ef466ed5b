#include "CLookups.h"

#include <string.h>

// No fused multiply-add, which some processors have and others do not.
#pragma STDC FP_CONTRACT OFF

// What is inlined here is compiled once for each set of instructions.
#define INLINE static inline __attribute__((always_inline))

typedef double eight __attribute__((vector_size(64), aligned(64)));

enum {
  width = clookups_width,
  most = clookups_most_patterns,
  together = 4, // triples whose sums are looked up at once
};

void clookups_offsets(const uint8_t *codes, ptrdiff_t rows,
                      const clookups_triple *triples, ptrdiff_t count,
                      uint16_t *offsets) {
  for (const clookups_triple *t = triples; t < triples + count; t++) {
    const uint8_t *x = codes + t->column[0], *y = codes + t->column[1],
                  *z = codes + t->column[2];
    for (ptrdiff_t r = 0; r < rows; r++)
      *offsets++ = (uint16_t)(sizeof(eight) *
                              (size_t)(x[r] + t->height[0] *
                                                  (y[r] + t->height[1] * z[r])));
  }
}

ptrdiff_t clookups_workspace(ptrdiff_t rows) {
  return width * (rows + together * most + 1);
}

// What the tables of a triple give for some rows, times what they give for each
// pattern of codes, summed over the tables.
INLINE void tabulate(const clookups_triple *t, ptrdiff_t first,
                     ptrdiff_t lanes, const uint8_t *codes,
                     const double *cells, eight *sums) {
  static const int left[3] = {0, 0, 1}, right[3] = {1, 2, 2};
  eight products[3][most];
  for (int k = 0; k < 3; k++) {
    const ptrdiff_t height = t->height[left[k]];
    const ptrdiff_t size = height * t->height[right[k]];
    if (t->table[k] < 0) {
      memset(products[k], 0, (size_t)size * sizeof(eight));
      continue;
    }
    const double *own = cells + t->table[k];
    const uint8_t *x = codes + t->column[left[k]] + first;
    const uint8_t *y = codes + t->column[right[k]] + first;
    eight values = {0};
    for (ptrdiff_t s = 0; s < lanes; s++)
      values[s] = own[x[s] + t->stride[k] * y[s]];
    for (ptrdiff_t b = 0; b < t->height[right[k]]; b++)
      for (ptrdiff_t a = 0; a < height; a++)
        products[k][a + b * height] = values * own[a + t->stride[k] * b];
  }
  const ptrdiff_t h0 = t->height[0], h1 = t->height[1];
  for (ptrdiff_t z = 0; z < t->height[2]; z++)
    for (ptrdiff_t y = 0; y < h1; y++) {
      const eight other = products[2][y + h1 * z];
      for (ptrdiff_t x = 0; x < h0; x++)
        *sums++ =
            other + (products[0][x + h0 * y] + products[1][x + h0 * z]);
    }
}

INLINE const eight *at(const eight *sums, int number, const uint16_t *offsets,
                       ptrdiff_t rows, ptrdiff_t r) {
  return (const eight *)((const char *)(sums + number * most) +
                         offsets[number * rows + r]);
}

INLINE void add(ptrdiff_t first, ptrdiff_t rows, const uint8_t *codes,
                const double *cells, const clookups_triple *triples,
                ptrdiff_t count, const uint16_t *offsets,
                const double *factors, double *result, double *workspace) {
  const ptrdiff_t rest = rows - first;
  const ptrdiff_t lanes = rest < width ? rest : width;
  eight *tile =
      (eight *)(((uintptr_t)workspace + sizeof(eight) - 1) /
                sizeof(eight) * sizeof(eight));
  eight *sums = tile + rest;
  memset(tile, 0, (size_t)rest * sizeof(eight));
  ptrdiff_t g = 0;
  for (; g + together <= count; g += together) {
    for (int k = 0; k < together; k++)
      tabulate(triples + g + k, first, lanes, codes, cells, sums + k * most);
    const uint16_t *own = offsets + g * rows + first;
    for (ptrdiff_t r = 0; r < rest; r++)
      tile[r] += (*at(sums, 0, own, rows, r) + *at(sums, 1, own, rows, r)) +
                 (*at(sums, 2, own, rows, r) + *at(sums, 3, own, rows, r));
  }
  for (; g < count; g++) {
    tabulate(triples + g, first, lanes, codes, cells, sums);
    const uint16_t *own = offsets + g * rows + first;
    for (ptrdiff_t r = 0; r < rest; r++) tile[r] += *at(sums, 0, own, rows, r);
  }
  for (ptrdiff_t s = 0; s < lanes; s++) {
    double *column = result + (first + s) * rows + first;
    for (ptrdiff_t r = s; r < rest; r++)
      column[r] += factors[first + s] * factors[first + r] * tile[r][s];
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void
add_avx2(ptrdiff_t first, ptrdiff_t rows, const uint8_t *codes,
         const double *cells, const clookups_triple *triples, ptrdiff_t count,
         const uint16_t *offsets, const double *factors, double *result,
         double *workspace) {
  add(first, rows, codes, cells, triples, count, offsets, factors, result,
      workspace);
}

__attribute__((target("avx512f"))) static void
add_avx512(ptrdiff_t first, ptrdiff_t rows, const uint8_t *codes,
           const double *cells, const clookups_triple *triples,
           ptrdiff_t count, const uint16_t *offsets, const double *factors,
           double *result, double *workspace) {
  add(first, rows, codes, cells, triples, count, offsets, factors, result,
      workspace);
}
#endif

void clookups_add(ptrdiff_t first, ptrdiff_t rows, const uint8_t *codes,
                  const double *cells, const clookups_triple *triples,
                  ptrdiff_t count, const uint16_t *offsets,
                  const double *factors, double *result, double *workspace) {
  clookups_add_by(8, first, rows, codes, cells, triples, count, offsets,
                  factors, result, workspace);
}

void clookups_add_by(int lanes, ptrdiff_t first, ptrdiff_t rows,
                     const uint8_t *codes, const double *cells,
                     const clookups_triple *triples, ptrdiff_t count,
                     const uint16_t *offsets, const double *factors,
                     double *result, double *workspace) {
#if defined(__x86_64__)
  if (lanes >= 8 && __builtin_cpu_supports("avx512f")) {
    add_avx512(first, rows, codes, cells, triples, count, offsets, factors,
               result, workspace);
    return;
  }
  if (lanes >= 4 && __builtin_cpu_supports("avx2")) {
    add_avx2(first, rows, codes, cells, triples, count, offsets, factors,
             result, workspace);
    return;
  }
#endif
  add(first, rows, codes, cells, triples, count, offsets, factors, result,
      workspace);
}
