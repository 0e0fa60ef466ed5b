# Adds to every reference.json, or to those of the cases named, the fit measures
# that lavaan 0.7 defines in another way than 0.6-14 ("newer"):
#
#   Rscript tools/newer.R [CASE...]
#
# with lavaan 0.7-2 in the library path. lavaan computes them at the estimates
# that stand in reference.json, which 0.6-14 gave and tools/polish.R polished.
# Cases that lavaan alone cannot fit, or fits in another way than Latent on
# purpose, are left out; ../README.md says which.

suppressMessages({
  library(lavaan)
  library(jsonlite)
})
options(warn = -1)
stopifnot(packageVersion("lavaan") >= "0.7")
arguments <- commandArgs()
tools <- dirname(sub("^--file=", "", grep("^--file=", arguments,
                                          value = TRUE)))
root <- dirname(normalizePath(tools))
source(file.path(tools, "cases.R"))
source(file.path(tools, "estimates.R"))

# What 0.7 defines anew: GFI always, the residual measures given exogenous
# variables, whose slopes count now. Of some fits Latent has other robust
# indices than lavaan on purpose (../README.md).
newer_measures <- function(options, fit) {
  names <- c("gfi", "gfi.ci.lower", "gfi.ci.upper")
  differs <- if (identical(options$estimator, "MLMV")) {
    !is.null(options$cluster)
  } else {
    grepl("fiml", paste0("", options$missing)) &&
      (length(lavNames(fit, "ov.x")) > 0 ||
         !is.null(options[["sampling-weights"]]))
  }
  if (!differs) {
    names <- c(names, "gfi.robust", "gfi.ci.lower.robust",
               "gfi.ci.upper.robust")
  }
  if (identical(options[["conditional-x"]], "true")) {
    names <- c(names, "rmr", "rmr_nomean", "srmr", "srmr_bentler",
               "srmr_bentler_nomean", "crmr", "crmr_nomean", "srmr_mplus",
               "srmr_mplus_nomean")
  }
  names
}

# Standard errors, and what rests on them, of a fit with estimates on bounds,
# which count as equalities in 0.7.
bounded_rows <- function(fit) {
  if (is.null(fit)) return(NULL)
  estimates <- parameterEstimates(fit, remove.eq = TRUE, remove.ineq = TRUE,
                                  remove.system.eq = TRUE)
  standard <- lapply(c(std_lv = "std.lv", std_all = "std.all",
                       std_nox = "std.nox"), function(type) {
    standardizedSolution(fit, type = type, remove.eq = TRUE,
                         remove.ineq = TRUE)
  })
  groups <- if (is.null(estimates$group)) 1 + 0 * estimates$est else
    estimates$group
  lapply(which(estimates$se > 0), function(i) {
    row <- list(lhs = estimates$lhs[i], op = estimates$op[i],
                rhs = estimates$rhs[i], group = as.integer(groups[i]),
                se = estimates$se[i], z = estimates$z[i],
                pvalue = 2 * pnorm(-abs(estimates$z[i])),
                ci_lower = estimates$ci.lower[i],
                ci_upper = estimates$ci.upper[i])
    for (name in names(standard)) {
      row[[paste0(name, "_se")]] <- standard[[name]]$se[i]
    }
    row
  })
}

# lavaan's fit at the estimates of the rows; with `hold` the parameters that lie
# on bounds are fixed there, which gives the others the standard errors that
# active bounds give them (lavaan does not look at bounds without a search).
fit_at <- function(case, rows, hold = FALSE) {
  fitter <- if (is.null(case$options$kind)) "sem" else case$options$kind
  arguments <- call_arguments(case)
  arguments[c("em.h1.tol", "em.h1.iter.max")] <- NULL
  if (!is.null(arguments$missing)) {
    arguments$em.h1.args <- list(tol = 1e-12, max_iter = 100000L)
  }
  table <- parTable(do.call(fitter, c(arguments, list(do.fit = FALSE))))
  key <- function(t) paste(t$lhs, t$op, t$rhs, t$group)
  free <- which(table$free > 0)
  place <- match(key(table)[free], vapply(rows, key, ""))
  mirrored <- key(data.frame(lhs = table$rhs, op = table$op, rhs = table$lhs,
                             group = table$group))
  other <- match(mirrored[free], vapply(rows, key, ""))
  place <- ifelse(is.na(place), other, place)
  stopifnot(!anyNA(place))
  table$ustart <- table$est
  table$est[free] <- vapply(rows[place], function(row) as.numeric(row$est), 0)
  if (hold) {
    # 0.7-2 loses a lower bound of a variance that the text states.
    if (is.null(table$lower)) return(NULL)
    at <- table$free > 0 & (abs(table$est - table$lower) < 1e-9 |
                              abs(table$est - table$upper) < 1e-9)
    if (!any(at)) return(NULL)
    table$free[at] <- 0L
    table$free[table$free > 0] <- seq_len(sum(table$free > 0))
    table$ustart <- table$est
    table[c("lower", "upper", "se", "start")] <- NULL
    arguments$model <- as.data.frame(table)
    arguments[c("bounds")] <- NULL
    return(do.call("lavaan", c(arguments, list(
      start = arguments$model, optim.method = "none", baseline = FALSE))))
  }
  arguments$start <- as.data.frame(table)
  arguments$optim.method <- "none"
  arguments$baseline <- FALSE
  arguments$fixed.x <- any(table$exo > 0)
  do.call(fitter, arguments)
}

given <- commandArgs(TRUE)
names <- if (length(given) > 0) given else list.dirs(root, FALSE, FALSE)
for (name in names) {
  file <- file.path(root, name, "reference.json")
  if (!file.exists(file)) next
  case <- read_case(file.path(root, name, "model.lav"))
  reference <- fromJSON(file, simplifyVector = FALSE)
  skipped <- !is.null(case$expanded) || !is.null(case$options$auxiliary) ||
    isTRUE(grepl("two.stage", case$options$missing, fixed = TRUE))
  # lavaan has no residual-based test with nonlinear equalities.
  if (skipped || grepl("nonlinear-equality", name)) next
  fit <- tryCatch(fit_at(case, reference$parameters), error = function(e) {
    cat(name, ": ", conditionMessage(e), "\n", sep = "")
  })
  if (is.null(fit)) next
  found <- unclass(fitMeasures(fit))
  # The fit measures of least squares derive from another test in 0.7.
  statistic <- fit@test$standard$stat
  change <- abs(statistic / reference$fit$chisq - 1)
  if (is.na(change) || change > 1e-6 && reference$fit$df > 0) {
    cat(name, ": chisq ", statistic, " against ", reference$fit$chisq,
        "\n", sep = "")
    next
  }
  found <- found[intersect(newer_measures(case$options, fit), names(found))]
  names(found) <- gsub(".", "_", names(found), fixed = TRUE)
  block <- list(
    version = paste0("lavaan ", packageDescription("lavaan")$Version),
    command = paste("Rscript tools/newer.R", name),
    fit = as.list(found))
  if (!is.null(reference$older$parameters)) {
    block$parameters <- bounded_rows(fit_at(case, reference$parameters, TRUE))
  }
  # Since 0.6-16 the covariances of observed outcomes are candidates.
  if (!is.null(reference$modification_indices)) {
    indices <- modification_block(fit)
    # 0.7 standardizes by random exogenous variables there, Latent does not
    # (Documentation/Numerics.md).
    if (!fit@Model@fixed.x) {
      indices <- lapply(indices, function(row) {
        row$sepc_nox <- NULL
        row
      })
    }
    if (length(indices) > length(reference$modification_indices)) {
      block$modification_indices <- indices
    }
  }
  text <- as.character(toJSON(block, digits = I(15), auto_unbox = TRUE,
                              na = "null"))
  lines <- readLines(file, encoding = "UTF-8")
  lines <- lines[!startsWith(lines, '  "newer": ')]
  end <- which(startsWith(lines, '  "fit": {'))
  end <- end + which(startsWith(lines[-seq_len(end)], "  }"))[1]
  # The block after the fit measures, before what follows them.
  if (lines[end] == "  }") {
    lines[end] <- "  },"
    lines <- append(lines, paste0('  "newer": ', text), end)
  } else {
    lines <- append(lines, paste0('  "newer": ', text, ","), end)
  }
  writeLines(lines, file)
  cat(sprintf("%-40s gfi %.6f\n", name, found[["gfi"]]))
}
