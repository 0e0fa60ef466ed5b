# Factors of incomplete and of ordered variables by lavaan's efa(), whose printed
# numbers stand in exploratory-factors.json (lavaan 0.7-2; WLSMV's test of
# 0.6-14 is the same): Rscript exploratory-factors.R
# incomplete-items.csv: Holzinger and Swineford's nine tests, 8% of the values
# missing at random, and x9 where x1 is above 6. ordered-items.csv: their
# categories between the quantiles 0, .2, .55, .8 and 1.
suppressMessages(library(lavaan))
d <- read.csv("incomplete-items.csv")
items <- names(d)
f <- efa(d, nfactors = 3, missing = "ml", rotation = "varimax", output = "lavaan")
print(fitMeasures(f, c("chisq", "df", "pvalue", "cfi", "tli", "rmsea",
  "rmsea.ci.lower", "rmsea.ci.upper", "srmr", "aic", "bic", "baseline.chisq")))
s <- standardizedSolution(f)
s <- s[s$op == "=~", ]
print(matrix(s$est.std, 9), digits = 8)
print(matrix(s$se, 9), digits = 6)
u <- read.csv("ordered-items.csv")
for (estimator in c("WLSMV", "ULSMV")) {
  g <- efa(u, nfactors = 3, ordered = items, rotation = "varimax",
    estimator = estimator, output = "lavaan")
  print(unclass(fitMeasures(g)), digits = 12)
  print(standardizedSolution(g)[1:27, c("lhs", "rhs", "est.std", "se")])
}
