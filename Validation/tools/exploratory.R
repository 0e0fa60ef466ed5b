# Makes reference.json of the cases esem-*, exploratory blocks in models:
#
#   R_LIBS=... Rscript tools/exploratory.R [CASE...]
#
# with lavaan 0.7-2 (esem-target, esem-target-partial and esem-cureton-mulaik are
# by exploratory-rotations.py). Rotated solutions cannot be polished as others are, so that
# numbers are written as printed figures, with the digits that lavaan's search
# has (rotation at 1e-8). Standard errors are written of
# orthogonal rotations, of one rotation for all groups none: of oblique ones
# lavaan's two methods (rotation.se = "bordered" and "delta") differ from each
# other in the third digit, and from those of Mplus (cases mplus-ex5.24 to 5.27b).
suppressMessages({
  library(lavaan)
  library(jsonlite)
})
options(warn = -1)
arguments <- commandArgs()
tools <- dirname(sub("^--file=", "", grep("^--file=", arguments, value = TRUE)))
root <- dirname(normalizePath(tools))
source(file.path(tools, "cases.R"))

# A figure with four digits behind the point, fewer where the next ones are near
# the limit between two figures.
figure <- function(value, margin = 2e-5) {
  for (digits in 4:2) {
    unit <- 10^-digits
    rest <- abs(value / unit - round(value / unit))
    if (0.5 - rest > margin / unit) break
  }
  sprintf(paste0("%.", digits, "f"), value)
}

make <- function(folder) {
  case <- read_case(file.path(folder, "model.lav"))
  options <- case$options
  take <- function(name, usual) {
    if (is.null(options[[name]])) usual else options[[name]]
  }
  rotation <- list(
    rstarts = 0, gpa_tol = 1e-8,
    row_weights = take("row-weights", "default"),
    std_ov = take("rotation-std-ov", "true") == "true",
    orthogonal = take("rotation-orthogonal", "false") == "true")
  name <- options$rotation
  if (!is.null(options$target)) {
    target <- read.csv(file.path(folder, options$target), row.names = 1)
    rotation$target <- as.matrix(target)
    rotation$target_mask <- if (name == "pst") 1 * (rotation$target == 0)
    name <- c(target = "target.strict", pst = "pst")[[name]]
  }
  if (rotation$row_weights == "default") rotation$row_weights <- NULL
  for (key in c("rotation", "target", "row-weights", "rotation-std-ov",
                "rotation-orthogonal")) case$options[[key]] <- NULL
  call <- call_arguments(case)
  if (packageVersion("lavaan") < "0.7") {
    names(rotation) <- gsub("_", ".", names(rotation), fixed = TRUE)
  }
  if (is.character(call$ordered)) {
    call$ordered <- strsplit(call$ordered, ", *")[[1]]
  }
  call$rotation <- name
  call$rotation.args <- rotation
  call$em.h1.tol <- call$em.h1.iter.max <- NULL
  fit <- do.call(options$kind, call)
  rows <- parameterEstimates(fit, remove.nonfree = FALSE)
  isOrthogonal <- rotation$orthogonal || name == "varimax"
  rows <- rows[rows$op %in% c("=~", "~", "~~", "|"), ]
  table <- as.data.frame(parTable(fit))
  exogenous <- unique(table$lhs[table$exo == 1])
  rows <- rows[!(rows$lhs %in% exogenous), ]
  rows <- rows[!(rows$op == "~~" & rows$est %in% c(0, 1)), ]
  parameters <- lapply(seq_len(nrow(rows)), function(i) {
    row <- rows[i, ]
    own <- list(lhs = row$lhs, op = row$op, rhs = row$rhs,
                group = if (is.null(row$group)) 1 else row$group,
                est = figure(row$est))
    if (isOrthogonal && row$se > 0) own$se <- figure(row$se)
    own
  })
  measures <- c("npar", "df", "chisq", "cfi", "rmsea", "srmr")
  if (options$kind != "x" && is.null(options$ordered)) {
    measures <- c(measures, "logl", "aic", "bic")
  }
  if (isTRUE(options$estimator == "MLR") || !is.null(options$ordered)) {
    measures <- c(measures, "chisq.scaled", "chisq.scaling.factor",
                  "rmsea.scaled", "cfi.scaled")
  }
  found <- fitMeasures(fit)
  fits <- lapply(found[intersect(measures, names(found))], figure)
  names(fits) <- gsub(".", "_", names(fits), fixed = TRUE)
  lines <- vapply(parameters, toJSON, "", auto_unbox = TRUE)
  head <- toJSON(list(
    title = paste("Exploratory block:", sub("esem-", "", basename(folder))),
    source = "Data: as in other cases with the same table",
    software = "R lavaan",
    version = paste0("lavaan ", packageDescription("lavaan")$Version, ", R ",
                     getRversion()),
    command = paste("Rscript tools/exploratory.R", basename(folder)),
    nobs = unname(lavInspect(fit, "nobs")),
    fit = fits), auto_unbox = TRUE, pretty = TRUE)
  text <- sub("\n}$", paste0(",\n  \"parameters\": [\n    ",
                             paste(lines, collapse = ",\n    "), "\n  ]\n}"),
              head)
  writeLines(text, file.path(folder, "reference.json"))
}
names <- commandArgs(TRUE)
if (length(names) == 0) {
  names <- basename(Sys.glob(file.path(root, "esem-*")))
}
for (name in names) {
  message(name)
  try(make(file.path(root, name)))
}
