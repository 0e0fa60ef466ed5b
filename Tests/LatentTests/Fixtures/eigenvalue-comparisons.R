# Makes eigenvalue-comparisons.json: difference tests by eigenvalues (FMG) by
# lavaan's lavTestLRT, which 0.7 has and 0.6-14 has not. Run in this folder,
# with lavaan 0.7-2 in the library path: Rscript eigenvalue-comparisons.R
#
# The fits are polished as those of the validation cases. lavaan integrates p
# values to about 3e-7, and fails for two degrees of freedom.

source("../../../Validation/tools/reference.R", chdir = TRUE)
stopifnot(packageVersion("lavaan") >= "0.7")
source("nested-models.R")
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
