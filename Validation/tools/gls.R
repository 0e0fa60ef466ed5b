# GLS with robust standard errors and scaled tests, which lavaan 0.6-14 refuses.
#
# The weight of GLS is that of normal variables with the sample's covariances,
# divided by N - 1. MLM with the Wishart likelihood and
# h1.information = "unstructured" takes the same weight, whatever the estimates
# are: at those of GLS it has their robust standard errors and their traces of
# U Gamma. Both are put into lavaan's GLS fit, and into its baseline model,
# for lavaan to compute the fit measures from.

robust_gls <- function(case) {
  robust <- case$options[c("se", "test")]
  case$options[c("se", "test")] <- NULL
  fitted <- fit_case(case)
  gls <- fitted$fit
  kind <- if (is.null(case$options$kind)) "sem" else case$options$kind
  arguments <- call_arguments(case)
  arguments$estimator <- "ML"
  arguments$likelihood <- "wishart"
  arguments$h1.information <- "unstructured"
  arguments$se <- robust$se
  arguments$test <- robust$test
  arguments$fixed.x <- gls@Options$fixed.x
  arguments$baseline <- FALSE
  at <- function(fitter, arguments, table) {
    arguments$start <- table
    arguments$optim.method <- "none"
    quiet <- capture.output(
      found <- suppressWarnings(do.call(fitter, arguments)))
    stopifnot(max(abs(lav_free(found) - table$est[table$free > 0])) < 1e-12)
    found
  }
  scaled <- at(kind, arguments, parTable(gls))
  stopifnot(identical(lavInspect(scaled, "options")$information[1], "expected"))
  # The independence model, with covariances of exogenous variables.
  model <- lavaan:::lav_partable_independence(gls)
  again <- call_arguments(case)
  again$model <- model
  again[c("group.equal", "group.partial", "std.lv", "effect.coding")] <- NULL
  again$fixed.x <- gls@Options$fixed.x
  again$baseline <- FALSE
  base <- fit_arguments("lavaan", again)$fit
  stopifnot(abs(base@test[[1]]$stat / gls@baseline$test[[1]]$stat - 1) < 1e-6)
  for (name in c("likelihood", "h1.information", "se", "test", "estimator")) {
    again[[name]] <- arguments[[name]]
  }
  base_scaled <- at("lavaan", again, parTable(base))
  graft <- function(own, other) {
    one <- other@test[[robust$test]]
    df <- own$standard$df
    x <- own$standard$stat
    trace <- sum(one$trace.UGamma)
    if (robust$test == "satorra.bentler") {
      one$scaling.factor <- trace / df
      one$stat <- x / one$scaling.factor
    } else if (robust$test == "scaled.shifted") {
      a <- sqrt(df / one$trace.UGamma2)
      one$scaling.factor <- 1 / a
      one$shift.parameter <- df - a * trace
      one$stat <- a * x + one$shift.parameter
    } else {
      one$df <- trace^2 / one$trace.UGamma2
      one$scaling.factor <- trace / one$df
      one$stat <- x / one$scaling.factor
    }
    # lavaan computed the same factor.
    stopifnot(abs(one$scaling.factor /
                    other@test[[robust$test]]$scaling.factor - 1) < 1e-12)
    one$stat.group <- NULL
    one$pvalue <- pchisq(one$stat, one$df, lower.tail = FALSE)
    own[[robust$test]] <- one
    own
  }
  gls@test <- graft(gls@test, scaled)
  gls@baseline$test <- graft(gls@baseline$test, base_scaled)
  gls@Options$test <- c("standard", robust$test)
  gls@Options$se <- robust$se
  gls@vcov <- scaled@vcov
  gls@ParTable$se <- scaled@ParTable$se
  fitted$fit <- gls
  fitted$notes <- paste(
    "lavaan 0.6-14 has no scaled tests of GLS: factors and standard errors are",
    "those of MLM with GLS's weight at GLS's estimates (../tools/gls.R)")
  fitted
}
