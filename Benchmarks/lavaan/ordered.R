# The seconds of one call of lavaan's cfa with WLSMV, for data and a model that
# `LatentBenchmarks ordered` writes: the last line of the output.
#
# Run: Rscript ordered.R DIR NAME

suppressMessages(library(lavaan))
arguments <- commandArgs(TRUE)
path <- file.path(arguments[1], arguments[2])
data <- read.csv(paste0(path, ".csv"))
model <- paste(readLines(paste0(path, ".lav"), warn = FALSE), collapse = "\n")
# What R loads at the first call is not counted.
invisible(suppressWarnings(cfa(
  "visual =~ x1 + x2 + x3", HolzingerSwineford1939, estimator = "ML")))
cat("lavaan", as.character(packageVersion("lavaan")), "\n")
time <- system.time(fit <- cfa(
  model, data, ordered = TRUE, estimator = "WLSMV"))
cat(fitMeasures(fit, "chisq.scaled"), "\n")
cat(time[["elapsed"]], "\n", sep = "")
