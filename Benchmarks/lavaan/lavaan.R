# Times lavaan on the files that `latent-benchmarks export DIR` wrote.
# Usage: Rscript lavaan.R DIR [CASE...]; prints one line a case: name and milliseconds
# (the median over repetitions) of cfa() or sem() with standard errors.
suppressMessages(library(lavaan))
directory <- commandArgs(trailingOnly = TRUE)[1]
cases <- list(
  list("holzinger-swineford", cfa, 20), list("political-democracy", sem, 20),
  list("cfa-20x5", cfa, 3), list("cfa-35x5", cfa, 1), list("cfa-60x5", cfa, 1),
  list("cfa-20x5-mlr", cfa, 1, "MLR"), list("cfa-20x5-mlm", cfa, 1, "MLM"),
  list("cfa-20x5-mlmv", cfa, 1, "MLMV"),
  list("fiml-4x5", function(...) cfa(..., missing = "fiml"), 1),
  list("fiml-4x5-mlr", function(...) cfa(..., missing = "fiml"), 1, "MLR"))
# Of incomplete cases fiml-20x10 is left out: lavaan needs hours for it.
chosen <- commandArgs(trailingOnly = TRUE)[-1]
if (length(chosen) > 0) {
  cases <- Filter(function(case) case[[1]] %in% chosen, cases)
}
# The expected information of lavaan 0.6-14 passes through a matrix of order
# p^2: 65 GB for the 300 variables of cfa-60x5. Where that cannot be had, lavaan
# is timed without standard errors and test, and Latent with both.
memory <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1",
                         grep("MemTotal", readLines("/proc/meminfo"),
                              value = TRUE))) / 1024^2
for (case in cases) {
  name <- case[[1]]
  model <- paste(readLines(file.path(directory, paste0(name, ".lav"))),
                 collapse = "\n")
  data <- read.csv(file.path(directory, paste0(name, ".csv")))
  needed <- 2 * 8 * ncol(data)^4 / 1024^3
  estimator <- if (length(case) > 3) case[[4]] else "ML"
  lacks <- needed > memory && estimator == "ML" && !grepl("fiml", name)
  fit <- if (lacks) function() case[[2]](model, data, se = "none",
                                         test = "none")
         else function() case[[2]](model, data, estimator = estimator)
  times <- replicate(case[[3]], system.time(fit())[["elapsed"]])
  cat(paste0(name, if (lacks) "*"), median(times) * 1000, "\n")
}
