# Times lavaan on the files that `latent-benchmarks export DIR` wrote.
# Usage: Rscript lavaan.R DIR; prints one line a case: name and milliseconds
# (the median over repetitions) of cfa() or sem() with standard errors.
suppressMessages(library(lavaan))
directory <- commandArgs(trailingOnly = TRUE)[1]
cases <- list(
  list("holzinger-swineford", cfa, 20), list("political-democracy", sem, 20),
  list("cfa-20x5", cfa, 3), list("cfa-60x5", cfa, 1))
for (case in cases) {
  name <- case[[1]]
  model <- paste(readLines(file.path(directory, paste0(name, ".lav"))),
                 collapse = "\n")
  data <- read.csv(file.path(directory, paste0(name, ".csv")))
  times <- replicate(case[[3]], system.time(case[[2]](model, data))[["elapsed"]])
  cat(name, median(times) * 1000, "\n")
}
