// Products of rows whose elements tables give by codes.
//
// Products and sums are never fused, and their order is the same on every
// processor.
#ifndef CLOOKUPS_H
#define CLOOKUPS_H

#include <stddef.h>
#include <stdint.h>

enum {
  /// The most codes of a column.
  clookups_most_codes = 5,
  /// The most triples of codes that a table of sums has.
  clookups_most_patterns = 128,
  /// The rows that are columns of the result at once.
  clookups_width = 8,
};

/// Three columns of codes, and the tables of their pairs: of the first and
/// second one, the first and third one, the second and third one.
typedef struct {
  /// The place of each column's first code.
  ptrdiff_t column[3];
  /// One more than each column's largest code.
  ptrdiff_t height[3];
  /// The place of each table's first cell; -1 for no table.
  ptrdiff_t table[3];
  /// The cells from one column of a table to the next.
  ptrdiff_t stride[3];
} clookups_triple;

/// Writes where the sums of each row's codes lie in a table of sums, in bytes,
/// for the triples from `first` to before `end` of `count` ones.
void clookups_offsets(const uint8_t *codes, ptrdiff_t rows,
                      const clookups_triple *triples, ptrdiff_t first,
                      ptrdiff_t end, ptrdiff_t count, uint16_t *offsets);

/// The doubles of workspace for so many rows.
ptrdiff_t clookups_workspace(ptrdiff_t rows);

/// Adds products of rows to columns `first` and up to seven more of a lower
/// triangle: element (r, s) takes `factors[r] * factors[s]` times the sum, over
/// the triples' tables, of what they give for row r times what they give for
/// row s.
void clookups_add(ptrdiff_t first, ptrdiff_t rows, const uint8_t *codes,
                  const double *cells, const clookups_triple *triples,
                  ptrdiff_t count, const uint16_t *offsets,
                  const double *factors, double *result, double *workspace);

/// The same by vectors of so many doubles, 2, 4 or 8, or of fewer where the
/// processor has none of them; for tests.
void clookups_add_by(int lanes, ptrdiff_t first, ptrdiff_t rows,
                     const uint8_t *codes, const double *cells,
                     const clookups_triple *triples, ptrdiff_t count,
                     const uint16_t *offsets, const double *factors,
                     double *result, double *workspace);

#endif
