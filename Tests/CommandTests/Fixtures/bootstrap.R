# lavaan's bootstraps, for BootstrapReferenceTests.
# R 4.2.2, lavaan 0.6-14:  Rscript bootstrap.R > bootstrap.json
suppressPackageStartupMessages(library(lavaan))
root <- "../../.."
model <- function(path)
  sub("(?s)^---.*?\n---\n", "", perl = TRUE,
      paste(readLines(file.path(root, path)), collapse = "\n"))
number <- function(x) paste(sprintf("%.17g", x), collapse = ", ")

mediation <- readLines("mediation.lav")
data <- read.csv(file.path(root, "Validation/data",
                           "holzinger-swineford-1939.csv"))
fit <- sem(mediation, data, se = "bootstrap", bootstrap = 1000, iseed = 42)
draws <- lavInspect(fit, "boot")
rows <- parameterEstimates(fit, boot.ci.type = "perc")
rows <- rows[rows$se > 0, ]

democracy <- read.csv(file.path(root, "Models/political-democracy/data.csv"))
test <- sem(model("Models/political-democracy/model.lav"), democracy,
            test = "bollen.stine", bootstrap = 1000, iseed = 43)
cat(sprintf(paste0(
  "{\"draws\": %d,\n\"bollenStine\": {\"p\": %.17g, \"draws\": 1000},\n",
  "\"rows\": [\n%s]}\n"), nrow(draws), 
  lavInspect(test, "test")$bollen.stine$pvalue,
  paste(sprintf(
    "{\"lhs\": \"%s\", \"op\": \"%s\", \"rhs\": \"%s\", \"est\": %.17g, \"se\": %.17g, \"lower\": %.17g, \"upper\": %.17g}",
    rows$lhs, rows$op, rows$rhs, rows$est, rows$se, rows$ci.lower,
    rows$ci.upper), collapse = ",\n")))
