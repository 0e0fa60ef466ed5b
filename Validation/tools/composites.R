# Makes reference.json of the cases composites-*:
#
#   R_LIBS=... Rscript tools/composites.R [CASE...]
#
# with lavaan 0.7-2 and composites.cov = "free", the moments of composites' parts
# estimated; of composites-two-default with lavaan's default, which holds them at
# the sample's. Fits go on from where lavaan stops by steps of scoring on its
# gradient; numbers are written as figures with the digits that remain. Latent
# has the moments of parts as loadings and covariances: rows about them are left
# out, and the covariances that the model implies are written in their place.
# The variance of a composite has no standard error in lavaan. Of
# composites-two-default the standard error of the composites' covariance and
# those of standardized values, which lavaan has for known moments of parts, are
# left out (isDefault).
suppressMessages({
  library(lavaan)
  library(jsonlite)
})
options(warn = -1)
arguments <- commandArgs()
tools <- dirname(sub("^--file=", "", grep("^--file=", arguments, value = TRUE)))
root <- dirname(normalizePath(tools))
source(file.path(tools, "cases.R"))

# A figure with five digits, of estimates as exact as their standard errors
# are; fewer where the next ones are near the limit between two figures.
figure <- function(value, error = 0, figures = 5) {
  if (is.na(value)) return(NULL)
  if (abs(value) < 1e-9) return("0.00000")
  size <- floor(log10(max(abs(value), error, na.rm = TRUE)))
  for (digits in (figures - 1 - size):(2 - size)) {
    unit <- 10^-digits
    rest <- abs(value / unit - round(value / unit))
    if (0.5 - rest > 2e-6 * 10^size / unit) break
  }
  sprintf("%.*f", max(digits, 0), value)
}

polished <- function(kind, call) {
  fit <- do.call(kind, call)
  for (round in 1:2) {
    gradient <- lavInspect(fit, "gradient")
    if (max(abs(gradient)) < 1e-8) break
    free <- parTable(fit)
    step <- solve(lavInspect(fit, "information"), as.numeric(gradient))
    at <- free$free > 0
    free$est[at] <- free$est[at] - step
    call$start <- as.data.frame(free)[c("lhs", "op", "rhs", "group", "est")]
    fit <- do.call(kind, call)
  }
  message("  gradient ", max(abs(lavInspect(fit, "gradient"))))
  fit
}

make <- function(folder) {
  case <- read_case(file.path(folder, "model.lav"))
  call <- call_arguments(case)
  call$em.h1.tol <- call$em.h1.iter.max <- NULL
  if (basename(folder) != "composites-two-default") {
    call$composites.cov <- "free"
  }
  fit <- polished(case$options$kind, call)
  table <- as.data.frame(parTable(fit))
  parts <- unique(table$rhs[table$op == "<~"])
  composites <- unique(table$lhs[table$op == "<~"])
  rows <- parameterEstimates(fit, remove.nonfree = FALSE)
  solution <- standardizedSolution(fit)
  if (is.null(rows$group)) rows$group <- 1
  if (is.null(solution$group)) solution$group <- 1
  exogenous <- unique(table$lhs[table$exo == 1])
  keep <- rows$op %in% c("<~", "=~", "~", "~~", "~1", ":=") &
    !(rows$op == "~~" & (rows$lhs %in% parts | rows$rhs %in% parts)) &
    !(rows$op %in% c("~~", "~1") & rows$lhs %in% exogenous) &
    !(rows$op == "~1" & rows$lhs %in% parts)
  parameters <- lapply(which(keep), function(i) {
    row <- rows[i, ]
    own <- list(lhs = row$lhs, op = row$op, rhs = row$rhs,
                group = row$group, est = figure(row$est, row$se))
    # Moments of composites are derived in lavaan.
    isVariance <- row$lhs %in% composites &&
      (row$op == "~1" || row$op == "~~" && row$lhs == row$rhs)
    if (isVariance) own$est <- figure(row$est, figures = 4)
    if (!isVariance && isTRUE(row$se > 0)) own$se <- figure(row$se)
    isDefault <- basename(folder) == "composites-two-default"
    if (isDefault && row$lhs %in% composites && row$rhs %in% composites) {
      own$se <- NULL
    }
    if (row$op != ":=") {
      same <- solution[solution$lhs == row$lhs & solution$op == row$op &
                       solution$rhs == row$rhs & solution$group == row$group, ]
      own$std_all <- figure(same$est.std, same$se)
      if (!isVariance && !isDefault && isTRUE(same$se > 0)) own$std_all_se <- figure(same$se)
    }
    own
  })
  measures <- c("chisq", "df", "baseline.chisq", "baseline.df", "cfi", "tli",
                "rmsea", "srmr")
  if (is.null(case$options$estimator) ||
      case$options$estimator %in% c("MLR", "MLM")) {
    measures <- c(measures, "logl")
    if (!is.null(case$options$estimator)) {
      measures <- c(measures, "chisq.scaled", "cfi.robust", "rmsea.robust")
    }
  }
  if (basename(folder) != "composites-two-default") {
    measures <- c("npar", measures, if ("logl" %in% measures) c("aic", "bic"))
  }
  if (identical(case$options$estimator, "ULS")) {
    measures <- c("npar", "df", "baseline.df", "srmr")
  }
  fits <- lapply(fitMeasures(fit, measures), figure)
  names(fits) <- gsub(".", "_", names(fits), fixed = TRUE)
  moments <- function(own) {
    list(cov = list(names = rownames(own$cov),
                    values = lapply(seq_len(nrow(own$cov)), function(i) {
                      as.list(unname(vapply(own$cov[i, seq_len(i)], figure, "")))
                    })))
  }
  implied <- lavInspect(fit, "implied")
  implied <- if (is.null(implied$cov)) lapply(implied, moments)
             else moments(implied)
  lines <- vapply(parameters, toJSON, "", auto_unbox = TRUE)
  head <- toJSON(list(
    title = paste("Composites:", sub("composites-", "", basename(folder))),
    source = "Data: as in other cases with the same table",
    software = "R lavaan",
    version = paste0("lavaan ", packageDescription("lavaan")$Version, ", R ",
                     getRversion()),
    command = paste("Rscript tools/composites.R", basename(folder)),
    nobs = unname(lavInspect(fit, "nobs")),
    fit = fits, implied = implied), auto_unbox = TRUE, pretty = TRUE)
  text <- sub("\n}$", paste0(",\n  \"parameters\": [\n    ",
                             paste(lines, collapse = ",\n    "), "\n  ]\n}"),
              head)
  writeLines(text, file.path(folder, "reference.json"))
}
names <- commandArgs(TRUE)
if (length(names) == 0) {
  names <- basename(Sys.glob(file.path(root, "composites-*")))
}
for (name in names) {
  message(name)
  try(make(file.path(root, name)))
}
