#include "CProducts.h"

#include <string.h>

// No fused multiply-add, which some processors have and others do not.
#pragma STDC FP_CONTRACT OFF

// What is inlined here is compiled once for each set of instructions.
#define INLINE static inline __attribute__((always_inline))

typedef double four __attribute__((vector_size(32), aligned(8)));
typedef double eight __attribute__((vector_size(64), aligned(8)));

enum {
  panel = 8,           // rows of the left factor that are multiplied at once
  width = 4,           // columns of the right factor
  block_inner = 256,   // inner indices of one sum
  block_columns = 256, // columns of a block of a copied right factor
  unpacked = 128,      // columns up to which no right factor is copied
  near = 512,          // steps up to which no right factor is copied
};

INLINE ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

// Eight rows of the left factor, element after element of the inner index;
// zeros where there are fewer rows.
INLINE void pack_left(const double *restrict source, ptrdiff_t row,
                      ptrdiff_t column, ptrdiff_t rows, ptrdiff_t depth,
                      double *restrict target) {
  if (rows < panel) {
    for (ptrdiff_t l = 0; l < depth; l++)
      for (ptrdiff_t i = 0; i < panel; i++)
        target[l * panel + i] = i < rows ? source[i * row + l * column] : 0;
  } else if (row == 1) {
    for (ptrdiff_t l = 0; l < depth; l++)
      memcpy(target + l * panel, source + l * column, panel * sizeof(double));
  } else {
    for (ptrdiff_t i = 0; i < panel; i += 4) {
      const double *x = source + i * row;
      double *out = target + i;
      ptrdiff_t l = 0;
      if (column == 1) {
        // Four rows by four inner indices, transposed.
        for (; l + 4 <= depth; l += 4) {
          four a, b, c, d;
          memcpy(&a, x + l, sizeof a);
          memcpy(&b, x + row + l, sizeof b);
          memcpy(&c, x + 2 * row + l, sizeof c);
          memcpy(&d, x + 3 * row + l, sizeof d);
          const four e = __builtin_shufflevector(a, b, 0, 4, 2, 6);
          const four f = __builtin_shufflevector(a, b, 1, 5, 3, 7);
          const four g = __builtin_shufflevector(c, d, 0, 4, 2, 6);
          const four h = __builtin_shufflevector(c, d, 1, 5, 3, 7);
          a = __builtin_shufflevector(e, g, 0, 1, 4, 5);
          b = __builtin_shufflevector(f, h, 0, 1, 4, 5);
          c = __builtin_shufflevector(e, g, 2, 3, 6, 7);
          d = __builtin_shufflevector(f, h, 2, 3, 6, 7);
          memcpy(out + l * panel, &a, sizeof a);
          memcpy(out + (l + 1) * panel, &b, sizeof b);
          memcpy(out + (l + 2) * panel, &c, sizeof c);
          memcpy(out + (l + 3) * panel, &d, sizeof d);
        }
      }
      for (; l < depth; l++)
        for (ptrdiff_t k = 0; k < 4; k++)
          out[l * panel + k] = x[k * row + l * column];
    }
  }
}

// Columns of the right factor by fours; a last group of fewer repeats its last
// column.
INLINE void pack_right(const double *restrict source, ptrdiff_t row,
                       ptrdiff_t column, ptrdiff_t columns, ptrdiff_t depth,
                       double *restrict target) {
  for (ptrdiff_t j = 0; j < columns; j += width) {
    const double *y[width];
    for (ptrdiff_t k = 0; k < width; k++)
      y[k] = source + least(j + k, columns - 1) * column;
    if (column == 1 && columns - j >= width) {
      for (ptrdiff_t l = 0; l < depth; l++, target += width)
        memcpy(target, y[0] + l * row, width * sizeof(double));
      continue;
    }
    for (ptrdiff_t l = 0; l < depth; l++)
      for (ptrdiff_t k = 0; k < width; k++) *target++ = y[k][l * row];
  }
}

// Where four columns of the right factor begin, and the step between inner
// indices.
typedef struct {
  const double *y[width];
  ptrdiff_t step;
} right_panel;

// The sums of `rows` rows, four or eight, and four columns, in `groups`
// registers of four rows at a time.
INLINE void sums(const double *x, const right_panel *right, ptrdiff_t depth,
                 int rows, int groups, four s[2][width]) {
  const ptrdiff_t step = right->step;
  for (int first = 0; 4 * first < rows; first += groups) {
    const double *y0 = right->y[0], *y1 = right->y[1], *y2 = right->y[2],
                 *y3 = right->y[3];
    const double *v = x + 4 * first;
    four a0 = {0}, a1 = {0}, a2 = {0}, a3 = {0};
    four b0 = {0}, b1 = {0}, b2 = {0}, b3 = {0};
    for (ptrdiff_t l = 0; l < depth; l++) {
      const four u = *(const four *)v;
      a0 += u * *y0;
      a1 += u * *y1;
      a2 += u * *y2;
      a3 += u * *y3;
      if (groups == 2) {
        const four w = *(const four *)(v + 4);
        b0 += w * *y0;
        b1 += w * *y1;
        b2 += w * *y2;
        b3 += w * *y3;
      }
      v += panel;
      y0 += step;
      y1 += step;
      y2 += step;
      y3 += step;
    }
    s[first][0] = a0;
    s[first][1] = a1;
    s[first][2] = a2;
    s[first][3] = a3;
    if (groups == 2) {
      s[1][0] = b0;
      s[1][1] = b1;
      s[1][2] = b2;
      s[1][3] = b3;
    }
  }
}

#if defined(__x86_64__)
// The sums of eight rows and eight columns, in registers of eight rows, as two
// halves of four columns.
INLINE void wide_sums(const double *x, const right_panel *left_half,
                      const right_panel *right_half, ptrdiff_t depth,
                      four s[2][2][width]) {
  const ptrdiff_t step = left_half->step;
  const double *y0 = left_half->y[0], *y1 = left_half->y[1],
               *y2 = left_half->y[2], *y3 = left_half->y[3];
  const double *y4 = right_half->y[0], *y5 = right_half->y[1],
               *y6 = right_half->y[2], *y7 = right_half->y[3];
  eight a0 = {0}, a1 = {0}, a2 = {0}, a3 = {0};
  eight a4 = {0}, a5 = {0}, a6 = {0}, a7 = {0};
  for (ptrdiff_t l = 0, at = 0; l < depth; l++, at += step) {
    const eight u = *(const eight *)(x + l * panel);
    a0 += u * y0[at];
    a1 += u * y1[at];
    a2 += u * y2[at];
    a3 += u * y3[at];
    a4 += u * y4[at];
    a5 += u * y5[at];
    a6 += u * y6[at];
    a7 += u * y7[at];
  }
  const eight all[2][width] = {{a0, a1, a2, a3}, {a4, a5, a6, a7}};
  for (int h = 0; h < 2; h++)
    for (int j = 0; j < width; j++) {
      s[h][0][j] = __builtin_shufflevector(all[h][j], all[h][j], 0, 1, 2, 3);
      s[h][1][j] = __builtin_shufflevector(all[h][j], all[h][j], 4, 5, 6, 7);
    }
}
#endif

// Adds eight by four sums to the result; `keep` as of the block of inner
// indices that they belong to.
INLINE void add(four s[2][width], const cproducts_result *c, double keep,
                ptrdiff_t row, ptrdiff_t column, ptrdiff_t rows,
                ptrdiff_t columns) {
  double *base = c->base + row + column * c->leading;
  const double scale = c->scale;
  const bool is_cut = rows < panel || columns < width ||
                      (c->is_lower && row < column + width - 1);
  if (!is_cut) {
    for (int j = 0; j < width; j++) {
      four *out = (four *)(base + j * c->leading);
      for (int g = 0; g < 2; g++)
        out[g] = keep == 0 ? scale * s[g][j] : keep * out[g] + scale * s[g][j];
    }
    return;
  }
  double all[width][panel];
  for (int j = 0; j < width; j++)
    for (int g = 0; g < 2; g++) memcpy(all[j] + 4 * g, &s[g][j], sizeof(four));
  for (ptrdiff_t j = 0; j < columns; j++) {
    double *out = base + j * c->leading;
    const ptrdiff_t from =
        c->is_lower && column + j > row ? column + j - row : 0;
    for (ptrdiff_t i = from; i < rows; i++)
      out[i] = keep == 0 ? scale * all[j][i]
                         : keep * out[i] + scale * all[j][i];
  }
}

INLINE void scale_result(ptrdiff_t rows, ptrdiff_t columns,
                         const cproducts_result *c) {
  for (ptrdiff_t j = 0; j < columns; j++)
    for (ptrdiff_t i = c->is_lower ? j : 0; i < rows; i++) {
      double *out = c->base + i + j * c->leading;
      *out = c->keep == 0 ? 0 : c->keep * *out;
    }
}

// Four columns of the right factor from column j on, of a block that begins
// with `first`; a last group of fewer repeats the last one.
INLINE right_panel columns_of(const cproducts_operand *b, const double *right,
                              const double *workspace, ptrdiff_t first,
                              ptrdiff_t j, ptrdiff_t columns,
                              ptrdiff_t depth) {
  right_panel result;
  for (ptrdiff_t k = 0; k < width; k++)
    result.y[k] = workspace ? workspace + (j - first) * depth + k
                            : right + least(j + k, columns - 1) * b->column;
  result.step = workspace ? width : b->row;
  return result;
}

INLINE void multiply(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner,
                     const cproducts_operand *a, const cproducts_operand *b,
                     const cproducts_result *c, double *workspace,
                     int groups, bool is_wide) {
  if (inner == 0) scale_result(rows, columns, c);
  _Alignas(64) double left[panel * block_inner];
  for (ptrdiff_t first = 0; first < columns; first += block_columns) {
    const ptrdiff_t end = least(first + block_columns, columns);
    for (ptrdiff_t from = 0; from < inner; from += block_inner) {
      const ptrdiff_t depth = least(block_inner, inner - from);
      const double keep = from == 0 ? c->keep : 1;
      const double *right = b->base + from * b->row;
      if (workspace)
        pack_right(right + first * b->column, b->row, b->column, end - first,
                   depth, workspace);
      const ptrdiff_t top = c->is_lower ? first / panel * panel : 0;
      for (ptrdiff_t i = top; i < rows; i += panel) {
        const ptrdiff_t height = least(panel, rows - i);
        pack_left(a->base + i * a->row + from * a->column, a->row, a->column,
                  height, depth, left);
        const ptrdiff_t last = c->is_lower ? least(end, i + height) : end;
        for (ptrdiff_t j = first; j < last; j += width) {
          const right_panel y =
              columns_of(b, right, workspace, first, j, columns, depth);
#if defined(__x86_64__)
          if (is_wide && height > 4 && last - j > width) {
            const right_panel z = columns_of(b, right, workspace, first,
                                             j + width, columns, depth);
            four s[2][2][width];
            wide_sums(left, &y, &z, depth, s);
            add(s[0], c, keep, i, j, height, width);
            j += width;
            add(s[1], c, keep, i, j, height, least(width, end - j));
            continue;
          }
#endif
          four s[2][width] = {{{0}}};
          if (height > 4)
            sums(left, &y, depth, 8, groups, s);
          else
            sums(left, &y, depth, 4, 1, s);
          add(s, c, keep, i, j, height, least(width, end - j));
        }
      }
    }
  }
}

ptrdiff_t cproducts_workspace(ptrdiff_t columns, ptrdiff_t inner,
                              cproducts_operand b) {
  if (columns <= unpacked || (b.row <= near && b.column <= near)) return 0;
  const ptrdiff_t count = least(columns, block_columns);
  return (count + width - 1) / width * width * least(inner, block_inner);
}

#if defined(__x86_64__)
// Vectors of four doubles instead of two, at the same order of operations.
__attribute__((target("avx2"))) static void
multiply_avx2(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner,
              const cproducts_operand *a, const cproducts_operand *b,
              const cproducts_result *c, double *workspace) {
  multiply(rows, columns, inner, a, b, c, workspace, 2, false);
}

// Vectors of eight doubles, at the same order of operations.
__attribute__((target("avx512f"))) static void
multiply_avx512(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner,
                const cproducts_operand *a, const cproducts_operand *b,
                const cproducts_result *c, double *workspace) {
  multiply(rows, columns, inner, a, b, c, workspace, 2, true);
}
#endif

void cproducts_multiply(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner,
                        cproducts_operand a, cproducts_operand b,
                        cproducts_result c, double *workspace) {
  cproducts_multiply_by(8, rows, columns, inner, a, b, c, workspace);
}

void cproducts_multiply_by(int lanes, ptrdiff_t rows, ptrdiff_t columns,
                           ptrdiff_t inner, cproducts_operand a,
                           cproducts_operand b, cproducts_result c,
                           double *workspace) {
#if defined(__x86_64__)
  if (lanes >= 8 && __builtin_cpu_supports("avx512f")) {
    multiply_avx512(rows, columns, inner, &a, &b, &c, workspace);
    return;
  }
  if (lanes >= 4 && __builtin_cpu_supports("avx2")) {
    multiply_avx2(rows, columns, inner, &a, &b, &c, workspace);
    return;
  }
#elif defined(__aarch64__)
  // Thirty-two registers hold all sums.
  if (lanes >= 4) {
    multiply(rows, columns, inner, &a, &b, &c, workspace, 2, false);
    return;
  }
#endif
  multiply(rows, columns, inner, &a, &b, &c, workspace, 1, false);
}
