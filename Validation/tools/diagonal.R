# Diagonally weighted least squares of continuous variables by lavaan 0.7-2:
# the numbers of Tests/LatentTests/DiagonalLeastSquaresTests.swift.
#
#   R_LIBS=<library with lavaan 0.7-2> Rscript Validation/tools/diagonal.R
#
# lavaan 0.6-14 gives the same for WLSM, WLSMV, WLSMVS and standard errors
# other than robust.sem.nt, without `ordered = FALSE`.
#
# Not part of make-references.R, which makes whole references of cases.json: it
# prints the single numbers that tests of the library name.
suppressMessages(library(lavaan))
text <- "visual =~ x1 + x2 + x3
  textual =~ x4 + x5 + x6
  speed =~ x7 + x8 + x9"
covariates <- paste(text, "visual ~ ageyr + grade", sep = "\n")
# The optimizer's default leaves the seventh digit open.
control <- list(reltol = 1e-16, maxit = 10000)

show <- function(name, model, ...) {
  run <- function(...) sem(model, HolzingerSwineford1939, ordered = FALSE,
                           optim.method = "BFGS", control = control, ...)
  fit <- run(...)
  options <- lavInspect(fit, "options")
  cat("==", name, options$se, options$test, "\n")
  table <- parameterEstimates(fit)
  if (is.null(table$group)) table$group <- 1
  keep <- with(table, group == 1 & op != "~1" &
                 (lhs == "visual" & rhs %in% c("x2", "ageyr") |
                    lhs == "speed" & rhs == "speed"))
  cat(format(c(rbind(table$est, table$se)[, keep]), digits = 10), "\n")
  for (test in lavInspect(fit, "test"))
    cat(test$test, format(test$stat, digits = 11), test$df, "\n")
  given <- list(...)
  given[c("se", "test")] <- c(options$se, "standard")
  own <- do.call(run, given)
  cat(format(fitMeasures(own, c("baseline.chisq", "srmr", "gfi", "gfi_lisrel")),
             digits = 10), "\n")
}

for (name in c("DWLS", "WLSM", "WLSMV", "WLSMVS"))
  show(name, text, estimator = name)
show("standard", text, estimator = "DWLS", se = "standard")
show("means", text, estimator = "DWLS", meanstructure = TRUE)
show("groups", text, estimator = "DWLS", group = "school",
     group.equal = "loadings")
show("groups WLSM", text, estimator = "WLSM", group = "school")
show("random x", covariates, estimator = "DWLS")
show("fixed x", covariates, estimator = "DWLS", fixed.x = TRUE)
show("fixed x WLSM", covariates, estimator = "WLSM", fixed.x = TRUE,
     meanstructure = TRUE)
show("given x", covariates, estimator = "DWLS", conditional.x = TRUE)
show("given x WLSM", covariates, estimator = "WLSM", conditional.x = TRUE)
