# lavaan's first stage of ordered items alone, with the asymptotic covariances
# (a model that is not fitted), for the data that
# `LatentBenchmarks first-stages DIR` writes.
#
# Run: Rscript first-stages.R DIR [NAME ...]

suppressMessages(library(lavaan))
arguments <- commandArgs(TRUE)
files <- if (length(arguments) > 1) arguments[-1] else
  c("u20-1000", "u50-1000", "u100-1000", "u20-100000")
cat("lavaan", as.character(packageVersion("lavaan")), "\n")
for (name in files) {
  data <- read.csv(file.path(arguments[1], paste0(name, ".csv")))
  model <- paste("f =~", paste(names(data), collapse = " + "))
  run <- function(se) {
    system.time(suppressWarnings(cfa(
      model, data, ordered = TRUE, estimator = "DWLS", se = se, test = "none",
      do.fit = FALSE, std.lv = TRUE)))[["elapsed"]]
  }
  cat(sprintf("%-12s first stage %8.3f s\n", name, run("robust.sem")))
}
