# Exploratory blocks in models by lavaan 0.7-2.3170, for ExploratoryBlockTests.
library(lavaan)
data <- HolzingerSwineford1939
arguments <- list(gpa_tol = 1e-8, rstarts = 0)
block <- 'efa("b")*f1 + efa("b")*f2 =~ x1 + x2 + x3 + x4 + x5 + x6\n'
fit <- function(text, ...) {
  own <- sem(paste0(block, text), data, rotation = "oblimin",
             rotation.args = arguments, ...)
  print(fitMeasures(own, c("npar", "df", "chisq")), digits = 10)
  print(as.data.frame(parTable(own))[, c("lhs", "op", "rhs", "group", "est")],
        digits = 10)
}
fit("f1 + f2 ~ ageyr + sex\nx7 ~ f1 + f2")
fit("g =~ x7 + x8 + x9 + x1")
fit("", group = "school", group.equal = "loadings")
