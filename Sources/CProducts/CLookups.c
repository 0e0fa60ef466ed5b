#include "CLookups.h"

#include <stdbool.h>
#include <string.h>

// No fused multiply-add, which some processors have and others do not.
#pragma STDC FP_CONTRACT OFF

// What is inlined here is compiled once for each set of instructions.
#define INLINE static inline __attribute__((always_inline))

typedef double eight __attribute__((vector_size(64), aligned(64)));

enum {
  width = clookups_width,
  most = clookups_most_patterns,
  together = 8, // triples whose sums are looked up at once
  word = 4,     // offsets that are read at once
};

// The place of a row's offset of a triple: those of eight triples stand beside
// each other, and triples that are left over follow one by one.
INLINE ptrdiff_t place(ptrdiff_t triple, ptrdiff_t row, ptrdiff_t rows,
                       ptrdiff_t count) {
  const ptrdiff_t whole = count / together * together;
  return triple < whole ? (triple / together * rows + row) * together +
                              triple % together
                        : triple * rows + row;
}

void clookups_offsets(const uint8_t *codes, ptrdiff_t rows,
                      const clookups_triple *triples, ptrdiff_t first,
                      ptrdiff_t end, ptrdiff_t count, uint16_t *offsets) {
  const ptrdiff_t whole = count / together * together;
  for (ptrdiff_t g = first; g < end; g++) {
    const clookups_triple *t = triples + g;
    const uint8_t *x = codes + t->column[0], *y = codes + t->column[1],
                  *z = codes + t->column[2];
    uint16_t *own = offsets + place(g, 0, rows, count);
    const ptrdiff_t step = g < whole ? together : 1;
    for (ptrdiff_t r = 0; r < rows; r++)
      own[r * step] = (uint16_t)(sizeof(eight) *
                                 (size_t)(x[r] + t->height[0] *
                                                     (y[r] + t->height[1] *
                                                                 z[r])));
  }
}

ptrdiff_t clookups_workspace(ptrdiff_t rows) {
  return width * (rows + together * most + 1);
}

// What the table of a triple's pair gives for some rows.
INLINE void gather(const clookups_triple *t, int pair, ptrdiff_t first,
                   ptrdiff_t lanes, const uint8_t *codes, const double *cells,
                   eight *values) {
  static const int left[3] = {0, 0, 1}, right[3] = {1, 2, 2};
  const double *own = cells + t->table[pair];
  const uint8_t *x = codes + t->column[left[pair]] + first;
  const uint8_t *y = codes + t->column[right[pair]] + first;
  const ptrdiff_t stride = t->stride[pair];
  if (lanes == width) {
    *values = (eight){own[x[0] + stride * y[0]], own[x[1] + stride * y[1]],
                      own[x[2] + stride * y[2]], own[x[3] + stride * y[3]],
                      own[x[4] + stride * y[4]], own[x[5] + stride * y[5]],
                      own[x[6] + stride * y[6]], own[x[7] + stride * y[7]]};
    return;
  }
  eight some = {0};
  for (ptrdiff_t s = 0; s < lanes; s++) some[s] = own[x[s] + stride * y[s]];
  *values = some;
}

// The cells of a pair's table and what they are multiplied by.
typedef struct {
  const double *cells;
  ptrdiff_t stride;
  eight values;
} factor;

// Sums of products for all patterns, with so many codes of the first column.
INLINE void combine(const factor f[3], int codes, ptrdiff_t second,
                    ptrdiff_t third, eight *sums) {
  const double *a = f[0].cells, *b = f[1].cells, *c = f[2].cells;
  const eight u = f[0].values, v = f[1].values, w = f[2].values;
  for (ptrdiff_t z = 0; z < third; z++) {
    eight beside[clookups_most_codes];
    for (int x = 0; x < codes; x++)
      beside[x] = v * b[x + f[1].stride * z];
    for (ptrdiff_t y = 0; y < second; y++) {
      const eight other = w * c[y + f[2].stride * z];
      for (int x = 0; x < codes; x++)
        *sums++ = other + (u * a[x + f[0].stride * y] + beside[x]);
    }
  }
}

// What the tables of a triple give for some rows, times what they give for each
// pattern of codes, summed over the tables.
INLINE void tabulate(const clookups_triple *t, ptrdiff_t first,
                     ptrdiff_t lanes, const uint8_t *codes,
                     const double *cells, eight *sums) {
  // A pair that has no table.
  static const double nothing[clookups_most_codes * clookups_most_codes];
  factor f[3];
  for (int k = 0; k < 3; k++) {
    const bool is_own = t->table[k] >= 0;
    f[k].cells = is_own ? cells + t->table[k] : nothing;
    f[k].stride = is_own ? t->stride[k] : clookups_most_codes;
    f[k].values = (eight){0};
    if (is_own) gather(t, k, first, lanes, codes, cells, &f[k].values);
  }
  const ptrdiff_t second = t->height[1], third = t->height[2];
  // The loops over codes of the first column are written out.
  switch (t->height[0]) {
  case 1: combine(f, 1, second, third, sums); break;
  case 2: combine(f, 2, second, third, sums); break;
  case 3: combine(f, 3, second, third, sums); break;
  case 4: combine(f, 4, second, third, sums); break;
  default: combine(f, clookups_most_codes, second, third, sums);
  }
}

// The sums of a triple, by number, at an offset in bytes.
INLINE const eight *at(const eight *sums, int number, uint64_t offset) {
  return (const eight *)((const char *)(sums + number * most) + offset);
}

// The first of four offsets is the lowest part of the word.
INLINE uint64_t read(const uint16_t *offsets) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  uint64_t result;
  memcpy(&result, offsets, sizeof result);
  return result;
#else
  return (uint64_t)offsets[0] | (uint64_t)offsets[1] << 16 |
         (uint64_t)offsets[2] << 32 | (uint64_t)offsets[3] << 48;
#endif
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
    const uint16_t *own = offsets + place(g, first, rows, count);
    for (ptrdiff_t r = 0; r < rest; r++, own += together) {
      const uint64_t p = read(own), q = read(own + word);
      tile[r] += ((*at(sums, 0, p & 0xffff) + *at(sums, 1, p >> 16 & 0xffff)) +
                  (*at(sums, 2, p >> 32 & 0xffff) + *at(sums, 3, p >> 48))) +
                 ((*at(sums, 4, q & 0xffff) + *at(sums, 5, q >> 16 & 0xffff)) +
                  (*at(sums, 6, q >> 32 & 0xffff) + *at(sums, 7, q >> 48)));
    }
  }
  for (; g < count; g++) {
    tabulate(triples + g, first, lanes, codes, cells, sums);
    const uint16_t *own = offsets + place(g, first, rows, count);
    for (ptrdiff_t r = 0; r < rest; r++) tile[r] += *at(sums, 0, own[r]);
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
