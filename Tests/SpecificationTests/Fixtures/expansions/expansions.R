# Fits the expanded texts (*.txt, which ExpansionTests writes) to the firms of
# Models/cluster-growth with lavaan, and writes its estimates.
#
#   Rscript expansions.R    (in this folder; lavaan 0.6-14 and jsonlite)
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") == "0.6.14")
firms <- read.csv("../../../../Models/cluster-growth/firms.csv")
firms$stage <- as.character(firms$stage)
cases <- fromJSON("cases.json", simplifyVector = FALSE)

fit_case <- function(case) {
  text <- paste(readLines(paste0(case$name, ".txt"), encoding = "UTF-8"),
                collapse = "\n")
  arguments <- list(model = text, data = firms)
  if (!is.null(case$group)) {
    arguments$group <- case$group
    arguments$group.label <- unlist(case$labels)
  }
  if (!is.null(case$equal)) arguments$group.equal <- unlist(case$equal)
  if (!is.null(case$partial)) arguments$group.partial <- unlist(case$partial)
  fit <- suppressWarnings(do.call("sem", arguments))
  stopifnot(lavInspect(fit, "converged"))
  measures <- as.list(round(fitMeasures(fit, c("chisq", "df", "npar")), 10))
  e <- parameterEstimates(fit, ci = FALSE, remove.system.eq = FALSE,
                          remove.eq = FALSE, remove.ineq = FALSE)
  e <- e[!e$op %in% c("==", "<", ">"), ]
  # Under `group:` headers lavaan gives labels in place of numbers.
  if (is.character(e$group))
    e$group <- match(e$group, unlist(case$labels), nomatch = 0L)
  if (is.null(e$group)) e$group <- ifelse(e$op == ":=", 0L, 1L)
  list(name = case$name,
       fit = measures,
       rows = data.frame(lhs = e$lhs, op = e$op, rhs = e$rhs, group = e$group,
                         est = e$est, se = e$se))
}
result <- list(software = paste("lavaan", packageVersion("lavaan")),
               command = "Rscript expansions.R",
               models = lapply(cases, fit_case))
json <- toJSON(result, auto_unbox = TRUE, digits = 10)
writeLines(gsub("},{", "},\n{", json, fixed = TRUE), "expansions.json",
           useBytes = TRUE)
