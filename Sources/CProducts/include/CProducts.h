// Products of matrices of doubles in one order of operations.
//
// An element of a product is summed over the inner index from the first to the
// last, in blocks of 256, and products and sums are never fused: every
// processor of every kind gets the same bits, whatever the width of its
// vectors, and so do all sizes and layouts of the operands.
#ifndef CPRODUCTS_H
#define CPRODUCTS_H

#include "CLookups.h"

#include <stdbool.h>
#include <stddef.h>

/// A factor: element (i, j) is `base[i * row + j * column]`.
typedef struct {
  const double *base;
  ptrdiff_t row;
  ptrdiff_t column;
} cproducts_operand;

/// The matrix that `scale` times a product is added to, column-major.
typedef struct {
  double *base;
  /// The elements from one column to the next.
  ptrdiff_t leading;
  double scale;
  /// The factor of the old contents; 0 ignores them, NaN included.
  double keep;
  /// Whether only elements on and below the diagonal are written.
  bool is_lower;
} cproducts_result;

/// The doubles of workspace by which a product is faster; 0 where the elements
/// of b are near enough to each other.
ptrdiff_t cproducts_workspace(ptrdiff_t columns, ptrdiff_t inner,
                              cproducts_operand b);

/// `c := scale * a b + keep * c`, with a of rows × inner and b of inner ×
/// columns; c must be neither. `workspace` holds what `cproducts_workspace`
/// says, or is NULL.
void cproducts_multiply(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner,
                        cproducts_operand a, cproducts_operand b,
                        cproducts_result c, double *workspace);

/// The same by vectors of so many doubles, 2, 4 or 8, or of fewer where the
/// processor has none of them; for tests.
void cproducts_multiply_by(int lanes, ptrdiff_t rows, ptrdiff_t columns,
                           ptrdiff_t inner, cproducts_operand a,
                           cproducts_operand b, cproducts_result c,
                           double *workspace);

#endif
