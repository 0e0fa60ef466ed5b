// Own prototypes of the BLAS and LAPACK routines that LinearAlgebra calls.
//
// Fortran passes every CHARACTER argument's length as a hidden trailing
// size_t; headers that leave it out are the cause of GCC bug 90329. The
// prototypes and calls are in CLAPACK.c; Swift sees plain C functions that
// take values and return LAPACK's `info`. Matrices are column-major.
#ifndef CLAPACK_H
#define CLAPACK_H

/// C := alpha op(A) op(B) + beta C (BLAS dgemm).
void clapack_dgemm(char transa, char transb, int m, int n, int k, double alpha,
                   const double *a, int lda, const double *b, int ldb,
                   double beta, double *c, int ldc);

/// The lower triangle of C := alpha op(A) op(A)' + beta C (BLAS dsyrk).
void clapack_dsyrk(char uplo, char trans, int n, int k, double alpha,
                   const double *a, int lda, double beta, double *c, int ldc);

/// Cholesky factor (LAPACK dpotrf).
int clapack_dpotrf(char uplo, int n, double *a, int lda);

/// Inverse from the Cholesky factor (LAPACK dpotri).
int clapack_dpotri(char uplo, int n, double *a, int lda);

/// Solution from the Cholesky factor (LAPACK dpotrs).
int clapack_dpotrs(char uplo, int n, int nrhs, const double *a, int lda,
                   double *b, int ldb);

/// Triangular solve (BLAS dtrsm).
void clapack_dtrsm(char side, char uplo, char transa, char diag, int m, int n,
                   double alpha, const double *a, int lda, double *b, int ldb);

/// LU factor with pivoting (LAPACK dgetrf).
int clapack_dgetrf(int m, int n, double *a, int lda, int *ipiv);

/// Solution from the LU factor (LAPACK dgetrs).
int clapack_dgetrs(char trans, int n, int nrhs, const double *a, int lda,
                   const int *ipiv, double *b, int ldb);

/// Eigenvalues and vectors of a symmetric matrix (LAPACK dsyev); lwork -1
/// asks for the workspace size.
int clapack_dsyev(char jobz, char uplo, int n, double *a, int lda, double *w,
                  double *work, int lwork);

/// Sets the number of threads of the BLAS where the library offers that;
/// returns 1 if it did, 0 if the library has no such setting.
int clapack_set_threads(int count);

/// The name by which the library calls itself, such as OpenBLAS with its
/// version and the processor that it works for; NULL for the reference BLAS,
/// which is slow.
const char *clapack_name(void);

#endif
