# Profile-likelihood limits, made with lavaan 0.7-2.3170 and semlbci 0.12.1:
#   Rscript profile.R > profile.json
#
# holzinger: roots of χ² less the critical value over fits with one parameter
# fixed, by uniroot; mediation: semlbci, plain, robust (Falk, 2018) and
# standardized, which stops where the level is right to about 1e-5.
options(warn = -1)
suppressMessages({ library(lavaan); library(semlbci) })
data <- HolzingerSwineford1939
critical <- qchisq(.95, 1)

model <- "visual =~ x1 + x2 + x3
textual =~ x4 + x5 + x6
speed =~ x7 + x8 + x9"
fit <- cfa(model, data, optim.force.converged = TRUE)
table <- parTable(fit)
least <- unname(fitMeasures(fit, "chisq"))
rise <- function(i, value) {
  held <- table
  held$free[i] <- 0L
  held$ustart[i] <- value
  open <- held$free > 0
  held$free[open] <- seq_len(sum(open))
  held$ustart[open] <- table$est[open]
  held$start <- held$est <- held$se <- NULL
  other <- lavaan(held, data, se = "none", baseline = FALSE,
    optim.force.converged = TRUE)
  unname(fitMeasures(other, "chisq")) - least - critical
}
entry <- function(lhs, op, rhs, lower, upper)
  sprintf('    {"lhs": "%s", "op": "%s", "rhs": "%s", "lower": %.10g, "upper": %.10g}',
    lhs, op, rhs, lower, upper)
root <- function(i, ends) uniroot(function(v) rise(i, v), ends, tol = 1e-12,
  extendInt = "yes")$root
holzinger <- sapply(which(table$free > 0), function(i) {
  est <- table$est[i]
  se <- table$se[i]
  entry(table$lhs[i], table$op[i], table$rhs[i],
    root(i, est - c(3.2, 0.5) * se), root(i, est + c(0.5, 3.2) * se))
})

mediation <- "x4 ~ a*x1
x9 ~ b*x4 + x1
ab := a*b"
limits <- function(estimator, ...) {
  fit <- sem(mediation, data, fixed.x = FALSE, estimator = estimator)
  result <- as.data.frame(semlbci(fit, check_fit = FALSE,
    remove_variances = FALSE, ...))
  result <- result[!is.na(result$lbci_lb), ]
  entry(result$lhs, result$op, gsub("a\\*b", "", result$rhs), result$lbci_lb,
    result$lbci_ub)
}
sets <- list(holzinger = holzinger, mediation = limits("ML"),
  mediationRobust = limits("MLR", robust = "satorra.2000"),
  mediationStandardized = limits("ML", standardized = TRUE))
cat("{\n")
cat(paste(sapply(names(sets), function(name) sprintf('  "%s": [\n%s\n  ]', name,
  paste(sets[[name]], collapse = ",\n"))), collapse = ",\n"))
cat("\n}\n")
