#include "CLAPACK.h"

#include <stddef.h>

extern void dgemm_(const char *, const char *, const int *, const int *,
                   const int *, const double *, const double *, const int *,
                   const double *, const int *, const double *, double *,
                   const int *, size_t, size_t);
extern void dpotrf_(const char *, const int *, double *, const int *, int *,
                    size_t);
extern void dpotri_(const char *, const int *, double *, const int *, int *,
                    size_t);
extern void dpotrs_(const char *, const int *, const int *, const double *,
                    const int *, double *, const int *, int *, size_t);
extern void dsyrk_(const char *, const char *, const int *, const int *,
                   const double *, const double *, const int *, const double *,
                   double *, const int *, size_t, size_t);
extern void dtrsm_(const char *, const char *, const char *, const char *,
                   const int *, const int *, const double *, const double *,
                   const int *, double *, const int *, size_t, size_t, size_t,
                   size_t);
extern void dgetrf_(const int *, const int *, double *, const int *, int *,
                    int *);
extern void dgetrs_(const char *, const int *, const int *, const double *,
                    const int *, const int *, double *, const int *, int *,
                    size_t);
extern void dsyev_(const char *, const char *, const int *, double *,
                   const int *, double *, double *, const int *, int *, size_t,
                   size_t);

// OpenBLAS's own settings; absent from the reference library and Accelerate.
#if defined(__linux__)
extern void openblas_set_num_threads(int) __attribute__((weak));
extern char *openblas_get_config(void) __attribute__((weak));

// What other libraries than the reference BLAS have.
extern const char *bli_info_get_version_str(void) __attribute__((weak));
extern void mkl_get_version_string(char *, int) __attribute__((weak));
#endif

void clapack_dgemm(char transa, char transb, int m, int n, int k, double alpha,
                   const double *a, int lda, const double *b, int ldb,
                   double beta, double *c, int ldc) {
  dgemm_(&transa, &transb, &m, &n, &k, &alpha, a, &lda, b, &ldb, &beta, c,
         &ldc, 1, 1);
}

int clapack_dpotrf(char uplo, int n, double *a, int lda) {
  int info = 0;
  dpotrf_(&uplo, &n, a, &lda, &info, 1);
  return info;
}

int clapack_dpotri(char uplo, int n, double *a, int lda) {
  int info = 0;
  dpotri_(&uplo, &n, a, &lda, &info, 1);
  return info;
}

int clapack_dpotrs(char uplo, int n, int nrhs, const double *a, int lda,
                   double *b, int ldb) {
  int info = 0;
  dpotrs_(&uplo, &n, &nrhs, a, &lda, b, &ldb, &info, 1);
  return info;
}

void clapack_dsyrk(char uplo, char trans, int n, int k, double alpha,
                   const double *a, int lda, double beta, double *c, int ldc) {
  dsyrk_(&uplo, &trans, &n, &k, &alpha, a, &lda, &beta, c, &ldc, 1, 1);
}

void clapack_dtrsm(char side, char uplo, char transa, char diag, int m, int n,
                   double alpha, const double *a, int lda, double *b,
                   int ldb) {
  dtrsm_(&side, &uplo, &transa, &diag, &m, &n, &alpha, a, &lda, b, &ldb, 1, 1,
         1, 1);
}

int clapack_dgetrf(int m, int n, double *a, int lda, int *ipiv) {
  int info = 0;
  dgetrf_(&m, &n, a, &lda, ipiv, &info);
  return info;
}

int clapack_dgetrs(char trans, int n, int nrhs, const double *a, int lda,
                   const int *ipiv, double *b, int ldb) {
  int info = 0;
  dgetrs_(&trans, &n, &nrhs, a, &lda, ipiv, b, &ldb, &info, 1);
  return info;
}

int clapack_dsyev(char jobz, char uplo, int n, double *a, int lda, double *w,
                  double *work, int lwork) {
  int info = 0;
  dsyev_(&jobz, &uplo, &n, a, &lda, w, work, &lwork, &info, 1, 1);
  return info;
}

int clapack_set_threads(int count) {
#if defined(__linux__)
  if (openblas_set_num_threads) {
    openblas_set_num_threads(count);
    return 1;
  }
#endif
  return 0;
}

const char *clapack_name(void) {
#if defined(__APPLE__)
  return "Accelerate";
#elif defined(__linux__)
  if (openblas_get_config) return openblas_get_config();
  if (bli_info_get_version_str) return "BLIS";
  if (mkl_get_version_string) return "MKL";
#endif
  return 0;
}
