# Model texts and options as people paste them (pasted.txt), by lavaan:
#
#   Rscript Validation/tools/pasted.R [NAME...]
#
# with lavaan 0.7-2 in the library path; writes pasted.json beside this file, or
# puts the texts that are named into it.
# pasted.txt has a line `%% name; function; data; option=value; ...` before each
# text; values with commas are vectors.
suppressMessages({library(lavaan); library(jsonlite)})
stopifnot(packageVersion("lavaan") >= "0.7")
root <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(root, "polish.R"))
is_full_information <- function(fit) lavInspect(fit, "options")$missing %in% c("ml", "ml.x")

blocks <- function(lines) {
  starts <- grep("^%% ", lines)
  ends <- c(starts[-1] - 1, length(lines))
  lapply(seq_along(starts), function(i) {
    head <- strsplit(sub("^%% ", "", lines[starts[i]]), ";", fixed = TRUE)[[1]]
    text <- if (ends[i] > starts[i]) lines[(starts[i] + 1):ends[i]] else ""
    list(head = trimws(head), text = paste(text, collapse = "\n"))
  })
}
value <- function(text) {
  parts <- strsplit(text, ",", fixed = TRUE)[[1]]
  if (all(parts %in% c("TRUE", "FALSE"))) return(as.logical(parts))
  if (all(grepl("^-?[0-9.]+$", parts))) return(as.numeric(parts))
  parts
}
chosen <- commandArgs(TRUE)
texts <- blocks(readLines(file.path(root, "pasted.txt")))
if (length(chosen) > 0) texts <- Filter(function(b) b$head[1] %in% chosen, texts)
results <- lapply(texts, function(b) {
  cat(b$head[1], "\n")
  arguments <- list(model = b$text)
  # `matrix*145`: covariances of 145 cases.
  source <- strsplit(b$head[3], "*", fixed = TRUE)[[1]]
  table <- read.csv(file.path(root, "..", "data", paste0(source[1], ".csv")))
  if (length(source) == 1) {
    arguments$data <- table
  } else {
    arguments$sample.cov <- as.matrix(table)
    rownames(arguments$sample.cov) <- colnames(table)
    arguments$sample.nobs <- as.numeric(source[2])
  }
  for (option in b$head[-(1:3)]) {
    name <- sub("=.*", "", option)
    # A bar stands for the semicolon, which separates options here.
    arguments[[name]] <- value(gsub("|", ";", sub("^[^=]*=", "", option), fixed = TRUE))
  }
  tryCatch({
    # As it is pasted; then at the last digit where the same model allows it.
    fit <- suppressWarnings(do.call(b$head[2], arguments))
    if (!lavInspect(fit, "converged")) stop("no convergence")
    exact <- tryCatch(
      suppressWarnings(fit_arguments(b$head[2], arguments, tolerance = 1e-7)$fit),
      error = function(e) conditionMessage(e))
    polished <- !is.character(exact)
    if (polished) fit <- exact else cat(b$head[1], "is not polished:", exact, "\n")
    estimates <- suppressWarnings(parameterEstimates(
      fit, ci = FALSE, zstat = FALSE, pvalue = FALSE, remove.nonfree = FALSE))
    # Of `block:` headers the column has another name.
    if (is.null(estimates$group)) estimates$group <- estimates$block
    if (is.null(estimates$group)) estimates$group <- 1
    if (is.null(estimates$se)) estimates$se <- NA
    estimates <- estimates[!estimates$op %in% c("==", "<", ">"), ]
    names <- c("npar", "chisq", "df", "baseline.chisq", "baseline.df",
               "chisq.scaled", "logl")
    measures <- unclass(fitMeasures(fit))
    measures <- measures[intersect(names, names(measures))]
    list(name = b$head[1],
         parameters = estimates[, c("lhs", "op", "rhs", "group", "est", "se")],
         measures = as.list(measures), polished = polished)
  }, error = function(e) {
    list(name = b$head[1], refused = gsub("\\s+", " ", conditionMessage(e)))
  })
})
if (length(chosen) > 0) {
  kept <- fromJSON(file.path(root, "pasted.json"), simplifyDataFrame = FALSE)
  kept <- Filter(function(r) !r$name %in% chosen, kept)
  results <- c(kept, results)
}
writeLines(toJSON(results, auto_unbox = TRUE, digits = 10, na = "null", pretty = TRUE),
           file.path(root, "pasted.json"))
refused <- Filter(function(r) !is.null(r$refused), results)
cat(length(results), "texts,", length(refused), "refused by lavaan:\n")
for (r in refused) cat(" ", r$name, ":", r$refused, "\n")
