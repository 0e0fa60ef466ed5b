# Makes eigenvalue-comparisons.json: difference tests by eigenvalues (FMG) by
# lavaan's lavTestLRT, which 0.7 has and 0.6-14 has not. Run in this folder,
# with lavaan 0.7-2 in the library path: Rscript eigenvalue-comparisons.R
#
# The fits are polished as those of the validation cases. lavaan integrates p
# values to about 3e-7, and fails for two degrees of freedom; here its
# statistics and eigenvalues have p values to 1e-12.

source("../../../Validation/tools/reference.R", chdir = TRUE)
stopifnot(packageVersion("lavaan") >= "0.7")
source("nested-models.R")
# The integral of the moment generating function over a parabola around its
# branch cut, along which it falls exponentially.
exact_tail <- function(q, lambda, ...) {
  lambda <- lambda[abs(lambda) > .Machine$double.eps]
  end <- 1 / (2 * max(lambda))
  start <- max(end / 20, end - length(lambda) / (2 * q))
  along <- function(y) {
    sapply(y, function(y) {
      t <- complex(real = start + y^2 / end, imaginary = y)
      slope <- complex(real = 2 * y / end, imaginary = 1)
      Im(exp(-sum(log(1 - 2 * lambda * t)) / 2 - q * t) / t * slope)
    })
  }
  tail <- integrate(along, 0, Inf, rel.tol = 1e-12, subdivisions = 2000)
  list(Qq = tail$value / pi, abserr = tail$abs.error)
}
assignInNamespace("lav_test_fmg_imhof", exact_tail, "lavaan")
equal <- list(
  list(name = "free", text = three),
  list(name = "equal", text = paste0(
    three, "\nvisual ~~ c*textual + c*speed\ntextual ~~ c*speed\n",
    "x1 ~~ d*x1\nx2 ~~ d*x2\nx3 ~~ d*x3")))
cases <- list(
  list(name = "residuals", data = schools, models = equal),
  list(name = "invariance", data = schools, group = "school",
       models = ladder[1:2]),
  list(name = "intercepts", data = schools, group = "school",
       models = ladder[2:3]),
  list(name = "factors", data = schools, models = factors[2:3]),
  list(name = "democracy", data = "political-democracy.csv",
       models = equal_loadings))
tests <- c("peba4", "peba4_rls", "peba2_ug_rls", "pall", "pall_ug_rls", "all",
           "pols3", "peba4_ug")

rows_of <- function(case) {
  data <- read.csv(data_file(case$data))
  fits <- lapply(case$models, function(model) {
    fit_arguments("cfa", list(
      model = model$text, data = data, group = case$group, test = tests,
      group.equal = if (is.null(model$equal)) "" else model$equal))$fit
  })
  lapply(tests, function(test) {
    table <- lavTestLRT(fits[[1]], fits[[2]], test = test)
    list(test = test, chisq_diff = table[2, "Chisq diff"],
         df_diff = table[2, "Df diff"], pvalue_diff = table[2, "Pr(>Chisq)"])
  })
}
cases <- lapply(cases, function(case) {
  case$rows <- rows_of(case)
  case$models <- lapply(case$models, function(model) {
    model$equal <- I(as.character(model$equal))
    model
  })
  case
})
writeLines(
  jsonlite::toJSON(cases, auto_unbox = TRUE, digits = NA, pretty = TRUE),
  "eigenvalue-comparisons.json")
