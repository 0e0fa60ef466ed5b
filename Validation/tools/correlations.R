# Models of correlations by lavaan 0.7-2 (`correlation = TRUE`): the numbers of
# Tests/LatentTests/CorrelationStructureTests.swift.
#
#   R_LIBS=<library with lavaan 0.7-2> Rscript Validation/tools/correlations.R
#
# Not part of make-references.R, which makes whole references of cases.json: it
# prints the single numbers that tests of the library name.
suppressMessages(library(lavaan))
text <- "visual =~ a*x1 + a*x2 + a*x3
  textual =~ x4 + x5 + x6
  speed =~ x7 + x8 + x9"
data <- HolzingerSwineford1939
incomplete <- data
incomplete$x2[1:40] <- NA
incomplete$x5[31:60] <- NA

show <- function(name, model, data, ...) {
  fit <- sem(model, data, correlation = TRUE, optim.method = "BFGS",
             control = list(reltol = 1e-16, maxit = 10000), ...)
  table <- parameterEstimates(fit)
  if (is.null(table$group)) table$group <- 1
  rows <- with(table, group == max(group) &
                 (op == "=~" & rhs %in% c("x2", "x8") |
                    op == "~~" & lhs == "visual" & rhs != "visual" |
                    op %in% c("~*~", "~1") & lhs %in% c("x2", "x5")))
  cat("==", name, "\n")
  cat(paste0(table$lhs, table$op, table$rhs)[rows], "\n")
  cat(format(c(rbind(table$est, table$se)[, rows]), digits = 10), "\n")
  cat(format(unclass(fitMeasures(fit, intersect(c(
    "npar", "chisq", "df", "chisq.scaled", "baseline.chisq", "srmr", "logl"),
    names(fitMeasures(fit))))), digits = 11), "\n")
}
show("marker", text, data)
show("std.lv", text, data, std.lv = TRUE)
show("means", text, data, meanstructure = TRUE)
show("groups", text, data, group = "school", std.lv = TRUE,
     group.equal = "loadings")
show("MLR", text, data, estimator = "MLR")
show("MLM", text, data, estimator = "MLM")
show("FIML", text, incomplete, missing = "fiml")

# Constraints of paths by their products; of models with mediators see
# correlation-paths.py.
fit <- sem("visual =~ x1 + a*x2 + b*x3
  textual =~ x4 + x5 + x6
  speed =~ x7 + x8 + x9
  textual ~ k*visual
  speed ~ l*textual + m*visual
  k*l == .1
  a*b == .5", data, correlation = TRUE)
cat(format(fitMeasures(fit, c("chisq", "df")), digits = 10), "\n")
