# Makes comparisons.json: likelihood-ratio tests of nested models by lavaan's
# lavTestLRT (0.6-14). Run in this folder: Rscript comparisons.R
#
# Each case is a chain of models of one data set, the most general first, with
# the arguments that all of them share and those of each.

suppressMessages(library(lavaan))
library(jsonlite)

source("nested-models.R")

mediation <- function(m, x) {
  paste0("m =~ x1 + x2 + x3\ny =~ x4 + x5 + x6\nm ~ x7\n",
         "y ~ ", m, "m + ", x, "x7")
}

cases <- list(
  list(name = "invariance", data = schools, group = "school", models = ladder),
  list(name = "invariance, Wishart", data = schools, group = "school",
       likelihood = "wishart", models = ladder),
  list(name = "invariance, GLS", data = schools, group = "school",
       estimator = "GLS", models = ladder),
  list(name = "invariance, WLS", data = schools, group = "school",
       estimator = "WLS", models = ladder[1:2]),
  list(name = "factors", data = schools, models = factors),
  list(name = "factors, GLS", data = schools, estimator = "GLS",
       models = factors),
  list(name = "factors, WLS", data = schools, estimator = "WLS",
       models = factors[2:3]),
  list(name = "nonlinear constraint", data = schools, models = constrained),
  list(name = "full mediation", data = schools, models = list(
    list(name = "partial", text = mediation("", "")),
    list(name = "full", text = mediation("", "0*")))),
  list(name = "direct effect", data = schools, models = list(
    list(name = "partial", text = mediation("", "")),
    list(name = "direct", text = mediation("0*", "")))),
  list(name = "democracy", data = "political-democracy.csv",
       models = equal_loadings),
  list(name = "democracy, GLS", data = "political-democracy.csv",
       estimator = "GLS", models = equal_loadings))

run <- function(case) {
  data <- read.csv(data_file(case$data))
  fits <- lapply(case$models, function(model) {
    arguments <- list(model$text, data)
    if (!is.null(case$group)) arguments$group <- case$group
    if (!is.null(case$estimator)) arguments$estimator <- case$estimator
    if (!is.null(case$likelihood)) arguments$likelihood <- case$likelihood
    if (!is.null(model$equal)) arguments$group.equal <- model$equal
    fit <- suppressWarnings(do.call("cfa", arguments))
    if (!lavInspect(fit, "converged")) stop(case$name, ": ", model$name)
    fit
  })
  names(fits) <- sapply(case$models, `[[`, "name")
  table <- suppressWarnings(
    do.call("lavTestLRT", c(unname(fits), list(model.names = names(fits)))))
  stopifnot(identical(rownames(table), names(fits)))
  column <- function(name) {
    if (is.null(table[[name]])) rep(NA, nrow(table)) else table[[name]]
  }
  case$rows <- data.frame(
    name = rownames(table), df = table$Df, chisq = table$Chisq,
    aic = column("AIC"), bic = column("BIC"), chisq_diff = table$`Chisq diff`,
    rmsea_diff = column("RMSEA"), df_diff = table$`Df diff`,
    pvalue_diff = table$`Pr(>Chisq)`)
  # Always lists, also of one.
  case$models <- lapply(case$models, function(model) {
    model$equal <- I(as.character(model$equal))
    model
  })
  case
}

writeLines(
  toJSON(lapply(cases, run), auto_unbox = TRUE, digits = NA, na = "null",
         pretty = 1),
  "comparisons.json")
