# The seconds that lavaan takes for a replicate of the CFA of Muthén & Muthén
# (2002) with 150 cases: data by simulateData, cfa, estimates with standard
# errors, and fit measures; replicates in as many processes as there are cores.
# The last line has seconds over replicates, and the share of significant
# correlations.
#
# Run: Rscript montecarlo.R REPLICATES CORES

suppressMessages(library(lavaan))
arguments <- as.integer(commandArgs(TRUE))
population <- "
  f1 =~ 0.8*y1 + 0.8*y2 + 0.8*y3 + 0.8*y4 + 0.8*y5
  f2 =~ 0.8*y6 + 0.8*y7 + 0.8*y8 + 0.8*y9 + 0.8*y10
  f1 ~~ 1*f1 + 0.25*f2
  f2 ~~ 1*f2
"
population <- paste0(
  population, paste0("  y", 1:10, " ~~ 0.36*y", 1:10, collapse = "\n"))
model <- "
  f1 =~ y1 + y2 + y3 + y4 + y5
  f2 =~ y6 + y7 + y8 + y9 + y10
"
one <- function(number) {
  set.seed(number)
  data <- simulateData(population, sample.nobs = 150)
  fit <- cfa(model, data, std.lv = TRUE)
  table <- parameterEstimates(fit)
  measures <- fitMeasures(fit, c("chisq", "pvalue", "cfi", "tli", "rmsea", "srmr"))
  row <- table[table$lhs == "f1" & table$op == "~~" & table$rhs == "f2", ]
  c(row$pvalue < 0.05, measures[["chisq"]])
}
# What R loads at the first call is not counted.
invisible(one(0))
cat("lavaan", as.character(packageVersion("lavaan")), "\n")
seconds <- system.time(results <- parallel::mclapply(
  seq_len(arguments[1]), one, mc.cores = arguments[2]))[["elapsed"]]
cat(seconds / arguments[1], mean(sapply(results, `[`, 1)), "\n")
