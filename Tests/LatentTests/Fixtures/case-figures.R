# Fractions of missing information, standard errors of defined parameters,
# determinacy of factor scores, and casewise log-likelihoods, by lavaan
# 0.7-2.3170; Cook's distances from fits without each case:
#   Rscript case-figures.R > case-figures.json
#
# Run in Validation/data.
options(warn = -1)
suppressMessages(library(lavaan))
data <- HolzingerSwineford1939
missing <- read.csv("holzinger-swineford-missing.csv")
model <- "visual =~ x1 + x2 + x3
textual =~ x4 + x5 + x6
speed =~ x7 + x8 + x9"
list1 <- function(name, x) sprintf('  "%s": [%s]', name,
  paste(ifelse(is.na(x), "null", sprintf("%.10g", x)), collapse = ", "))
incomplete <- cfa(paste(model, "visual ~~ a*textual", "square := a^2",
  sep = "\n"), missing, missing = "ml", std.lv = TRUE)
fmi <- parameterEstimates(incomplete, fmi = TRUE)
fmi <- fmi[!is.na(fmi$fmi), ]

complete <- cfa(model, data)
mediation <- "x4 ~ a*x1
x9 ~ b*x4 + x1
ab := a*b
r := a/b
q := a^2"
second <- sem(mediation, data, se.delta.second.order = TRUE)
draws <- sem(mediation, data, se.def = "monte.carlo",
  monte.carlo = list(R = 1000000, seed = 1))
defined <- function(fit) {
  table <- parameterEstimates(fit)
  table[table$op == ":=", ]
}
# Ten cases left out, one at a time.
chosen <- c(1, 2, 3, 50, 97, 100, 150, 200, 250, 301)
small <- "visual =~ x1 + x2 + x3 + x9"
all <- cfa(small, data, meanstructure = TRUE)
cook <- sapply(chosen, function(i) {
  other <- cfa(small, data[-i, ], meanstructure = TRUE)
  change <- coef(all) - coef(other)
  drop(t(change) %*% solve(vcov(all)) %*% change)
})
cat("{\n")
cat(paste(c(
  sprintf('  "names": [%s]', paste0('"', fmi$lhs, fmi$op, fmi$rhs, '"',
    collapse = ", ")),
  list1("fmi", fmi$fmi),
  list1("determinacy", lavInspect(complete, "fs_determinacy")),
  list1("bartlett", lavInspect(complete, "fs_determinacy_bartlett")),
  list1("secondOrder", defined(second)$se),
  list1("monteCarlo", defined(draws)$se[c(1, 3)]),
  list1("monteCarloLimits", c(t(as.matrix(
    defined(draws)[c(1, 3), c("ci.lower", "ci.upper")])))),
  list1("logLikelihood", lavInspect(complete, "loglik.casewise")[1:20]),
  list1("incompleteLogLikelihood",
    head(na.omit(lavInspect(incomplete, "loglik.casewise")), 40)),
  list1("cases", chosen), list1("cook", cook)), collapse = ",\n"))
cat("\n}\n")
