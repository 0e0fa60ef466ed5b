# Times lavaan's bootstrap standard errors for bootstrap.sh.
# Usage: Rscript bootstrap.R MODEL DATA REPLICATES; prints "lavaan CORES
# SECONDS" for one core and for two, the time of the plain fit included.
suppressMessages(library(lavaan))
arguments <- commandArgs(trailingOnly = TRUE)
model <- paste(readLines(arguments[1]), collapse = "\n")
data <- read.csv(arguments[2])
for (cores in 1:2) {
  set.seed(1)
  seconds <- system.time(suppressWarnings(
    sem(model, data, se = "bootstrap", bootstrap = as.integer(arguments[3]),
        parallel = if (cores > 1) "multicore" else "no", ncpus = cores)
  ))[["elapsed"]]
  cat("lavaan", cores, seconds, "\n")
}
