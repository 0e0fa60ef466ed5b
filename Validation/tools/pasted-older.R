# The pasted texts (pasted.txt) by lavaan 0.6-14, Debian's:
#
#   Rscript Validation/tools/pasted-older.R [NAME...]
#
# writes pasted-older.json beside this file, or puts the texts that are named
# into it: of each text that lavaan 0.6-14
# refuses what it says, of each whose estimates, standard errors or measures are
# not those of pasted.json (lavaan 0.7-2) to 1e-3 its own numbers that differ.
# Texts that are not named there have the same numbers in both versions.
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") < "0.7")
root <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
newer <- fromJSON(file.path(root, "pasted.json"), simplifyDataFrame = FALSE)
names(newer) <- vapply(newer, function(r) r$name, "")
lines <- readLines(file.path(root, "pasted.txt"))
starts <- grep("^%% ", lines)
ends <- c(starts[-1] - 1, length(lines))
value <- function(text) {
  parts <- strsplit(text, ",", fixed = TRUE)[[1]]
  if (all(parts %in% c("TRUE", "FALSE"))) return(as.logical(parts))
  if (all(grepl("^-?[0-9.]+$", parts))) return(as.numeric(parts))
  parts
}
differs <- function(a, b) {
  if (is.null(a) || is.null(b) || is.na(a) || is.na(b)) return(FALSE)
  abs(a - b) > 1e-3 * max(abs(b), 0.1)
}
chosen <- commandArgs(TRUE)
file <- file.path(root, "pasted-older.json")
results <- list()
if (length(chosen) > 0) {
  results <- Filter(function(r) !r$name %in% chosen,
                    fromJSON(file, simplifyDataFrame = FALSE))
}
for (i in seq_along(starts)) {
  head <- trimws(strsplit(sub("^%% ", "", lines[starts[i]]), ";", fixed = TRUE)[[1]])
  if (length(chosen) > 0 && !head[1] %in% chosen) next
  text <- if (ends[i] > starts[i]) lines[(starts[i] + 1):ends[i]] else ""
  arguments <- list(model = paste(text, collapse = "\n"))
  source <- strsplit(head[3], "*", fixed = TRUE)[[1]]
  table <- read.csv(file.path(root, "..", "data", paste0(source[1], ".csv")))
  if (length(source) == 1) {
    arguments$data <- table
  } else {
    arguments$sample.cov <- as.matrix(table)
    rownames(arguments$sample.cov) <- colnames(table)
    arguments$sample.nobs <- as.numeric(source[2])
  }
  for (option in head[-(1:3)]) {
    arguments[[sub("=.*", "", option)]] <-
      value(gsub("|", ";", sub("^[^=]*=", "", option), fixed = TRUE))
  }
  reference <- newer[[head[1]]]
  own <- tryCatch({
    fit <- suppressWarnings(do.call(head[2], arguments))
    if (!lavInspect(fit, "converged")) stop("no convergence")
    rows <- suppressWarnings(parameterEstimates(
      fit, ci = FALSE, zstat = FALSE, pvalue = FALSE, remove.nonfree = FALSE))
    if (is.null(rows$group)) rows$group <- 1
    if (is.null(rows$se)) rows$se <- NA
    other <- list()
    for (row in reference$parameters) {
      same <- which(rows$lhs == row$lhs & rows$op == row$op & rows$rhs == row$rhs &
                    (rows$group == row$group | row$op == ":="))
      name <- paste(row$lhs, row$op, row$rhs, row$group)
      if (length(same) == 0) { other[[name]] <- "no such row"; next }
      same <- rows[same[1], ]
      if (differs(same$est, row$est)) other[[paste(name, "est")]] <- same$est
      if (differs(same$se, row$se)) other[[paste(name, "se")]] <- same$se
    }
    measures <- tryCatch(unclass(suppressWarnings(fitMeasures(fit))),
                         error = function(e) numeric(0))
    for (name in names(reference$measures)) {
      if (name %in% names(measures) &&
          differs(measures[[name]], reference$measures[[name]])) {
        other[[name]] <- measures[[name]]
      }
    }
    if (length(other) > 0) list(name = head[1], other = other)
  }, error = function(e) {
    list(name = head[1], refused = gsub("\\s+", " ", conditionMessage(e)))
  })
  if (!is.null(own)) {
    if (!is.null(reference$refused)) own$newer <- "refused too"
    results <- c(results, list(own))
  }
  cat(head[1], if (is.null(own)) "same" else names(own)[2], "\n")
}
writeLines(toJSON(results, auto_unbox = TRUE, digits = 8, na = "null", pretty = TRUE),
           file)
