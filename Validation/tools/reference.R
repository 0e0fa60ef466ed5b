# Makes a case's reference.json with lavaan.
#
# A case folder holds model.lav; its reference.R sources this file and calls
# write_reference(). The front matter of model.lav decides the call, so the
# text that Latent reads and the text that lavaan fits are the same file.
#
# lavaan stops when the objective no longer moves, which leaves about six
# digits in the estimates. Here its solution is polished by Newton steps on the
# first-order (Karush-Kuhn-Tucker) conditions with lavaan's own gradient, and
# lavaan then computes everything else at the polished point.

suppressMessages({
  library(lavaan)
  library(jsonlite)
})
options(warn = 1)

# --- model.lav ---------------------------------------------------------------

read_case <- function(file = "model.lav") {
  lines <- readLines(file, encoding = "UTF-8")
  options <- list()
  if (length(lines) > 0 && lines[1] == "---") {
    end <- which(lines == "---")[2]
    for (line in lines[seq_len(end - 2) + 1]) {
      at <- regexpr(":", line, fixed = TRUE)
      key <- trimws(substr(line, 1, at - 1))
      options[[key]] <- trimws(substring(line, at + 1))
    }
    lines <- lines[-seq_len(end)]
  }
  list(options = options, model = paste(lines, collapse = "\n"),
       folder = dirname(file))
}

split_list <- function(text) trimws(strsplit(text, ",", fixed = TRUE)[[1]])

read_covariance <- function(file) {
  table <- read.csv(file, check.names = FALSE)
  matrix <- as.matrix(table)
  rownames(matrix) <- colnames(matrix)
  stopifnot(isSymmetric(unname(matrix)))
  matrix
}

read_means <- function(file) {
  table <- read.csv(file, check.names = FALSE)
  unlist(table[1, ])
}

one_or_list <- function(values) if (length(values) == 1) values[[1]] else values

# The arguments of the lavaan call that model.lav asks for.
call_arguments <- function(case) {
  arguments <- list(model = case$model)
  path <- function(name) file.path(case$folder, name)
  for (key in names(case$options)) {
    value <- case$options[[key]]
    if (key == "kind") next
    if (key == "data") {
      arguments$data <- read.csv(path(value), check.names = FALSE)
    } else if (key == "cov") {
      files <- split_list(value)
      arguments$sample.cov <-
        one_or_list(lapply(path(files), read_covariance))
    } else if (key == "means") {
      arguments$sample.mean <-
        one_or_list(lapply(path(split_list(value)), read_means))
    } else if (key == "nobs") {
      arguments$sample.nobs <-
        one_or_list(as.list(as.numeric(split_list(value))))
    } else if (key == "auxiliary") {
      arguments$model <- with_auxiliary(case$model, split_list(value))
      arguments$fixed.x <- FALSE
      # Saturated in every group, whatever is held equal.
      if (!is.null(case$options[["group-equal"]])) {
        arguments$group.partial <- paste(split_list(value), "~ 1")
      }
    } else {
      name <- gsub("-", ".", key, fixed = TRUE)
      arguments[[name]] <- if (value %in% c("true", "false")) {
        value == "true"
      } else if (name %in% c("group.equal", "group.partial", "effect.coding",
                             "test")) {
        split_list(value)
      } else {
        value
      }
    }
  }
  if (!is.null(arguments$missing) && arguments$missing != "listwise") {
    # lavaan stops EM at 1e-5.
    arguments$em.h1.tol <- 1e-13
    arguments$em.h1.iter.max <- 100000L
  }
  arguments
}

# The text with auxiliary variables as saturated correlates (Graham, 2003).
with_auxiliary <- function(model, names) {
  observed <- lavNames(lavaanify(model), "ov")
  # A variable that the text gives a covariance is not exogenous to lavaan,
  # which then adds no covariances among them.
  exogenous <- lavNames(lavaanify(model), "ov.x")
  pairs <- if (length(exogenous) > 1) combn(exogenous, 2, paste,
                                            collapse = " ~~ ")
  paste(c(model, pairs, vapply(seq_along(names), function(i) {
    others <- c(names[seq_along(names) >= i], observed)
    paste0(names[i], " ~~ ", paste(others, collapse = " + "), "\n",
           names[i], " ~ 1")
  }, "")), collapse = "\n")
}

# The independence model as a fit of its own: beside which auxiliary variables
# are saturated too, and of two stages, whose own baseline lavaan 0.6-14 scales
# with other covariances of the moments than the model.
baseline_fit <- function(case) {
  observed <- lavNames(lavaanify(case$model), "ov")
  exogenous <- lavNames(lavaanify(case$model), "ov.x")
  pairs <- if (length(exogenous) > 1) combn(exogenous, 2, paste,
                                            collapse = " ~~ ")
  text <- paste(c(paste(observed, "~~", observed), paste(observed, "~ 1"),
                  pairs), collapse = "\n")
  case$model <- text
  case$options$kind <- "lavaan"
  case$options[c("group-equal", "group-partial")] <- NULL
  if (!is.null(case$options$auxiliary)) case$options$information <- NULL
  arguments <- call_arguments(case)
  arguments$auto.var <- TRUE
  arguments$meanstructure <- TRUE
  arguments$int.ov.free <- TRUE
  fit_arguments("lavaan", arguments)$fit
}

# --- fitting -----------------------------------------------------------------

null_space <- function(jacobian, count) {
  if (nrow(jacobian) == 0) {
    return(list(basis = diag(count), inverse = matrix(0, count, 0)))
  }
  parts <- svd(jacobian, nu = nrow(jacobian), nv = count)
  rank <- sum(parts$d > 1e-9 * max(parts$d))
  keep <- seq_len(rank)
  inverse <- parts$v[, keep, drop = FALSE] %*%
    (t(parts$u[, keep, drop = FALSE]) / parts$d[keep])
  list(basis = parts$v[, seq_len(count) > rank, drop = FALSE],
       inverse = inverse)
}

central_jacobian <- function(f, x) {
  columns <- lapply(seq_along(x), function(i) {
    step <- 1e-5 * max(1, abs(x[i]))
    up <- replace(x, i, x[i] + step)
    down <- replace(x, i, x[i] - step)
    as.numeric(f(up) - f(down)) / (up[i] - down[i])
  })
  do.call(cbind, columns)
}

# Newton on the first-order conditions: equalities, and the inequalities and
# bounds that hold with equality at lavaan's solution.
polish <- function(fit) {
  model <- fit@Model
  table <- fit@ParTable
  x <- lav_free(fit)
  # Of incomplete cases lavaan's gradient has each group's weight already.
  weighs <- !is_full_information(fit)
  gradient <- function(x) {
    lavaan:::lav_model_gradient(
      lavmodel = lavaan:::lav_model_set_parameters(model, x),
      lavsamplestats = fit@SampleStats, lavdata = fit@Data,
      lavcache = fit@Cache, type = "free", group.weight = weighs)
  }
  conditions <- list()
  if (any(table$op == "==")) {
    conditions$equal <- function(x) model@ceq.function(x)
  }
  if (any(table$op %in% c("<", ">"))) {
    active <- which(abs(model@cin.function(x)) < 1e-4)
    if (length(active) > 0) {
      conditions$inequality <- function(x) model@cin.function(x)[active]
    }
  }
  for (side in c("lower", "upper")) {
    if (is.null(table[[side]])) next
    bound <- table[[side]][match(seq_along(x), table$free)]
    local({
      at <- which(is.finite(bound) & abs(x - bound) < 1e-4)
      limit <- bound[at]
      if (length(at) > 0) {
        conditions[[side]] <<- function(x) x[at] - limit
      }
    })
  }
  values <- function(x) {
    as.numeric(unlist(lapply(conditions, function(f) f(x))))
  }
  slopes <- function(x) {
    if (length(conditions) == 0) return(matrix(0, 0, length(x)))
    numDeriv::jacobian(values, x)
  }
  residual <- Inf
  best <- x
  for (iteration in 1:30) {
    g <- gradient(x)
    h <- values(x)
    j <- slopes(x)
    space <- null_space(j, length(x))
    z <- space$basis
    now <- max(abs(c(t(z) %*% g, h)))
    if (now < residual) {
      residual <- now
      best <- x
    } else if (residual < 1e-10) {
      break
    }
    if (residual < 1e-15) break
    multipliers <- -t(space$inverse) %*% g
    lagrangian <- function(y) {
      value <- gradient(y)
      if (length(h) > 0) value <- value + t(slopes(y)) %*% multipliers
      value
    }
    hessian <- central_jacobian(lagrangian, x)
    particular <- if (length(h) > 0) -space$inverse %*% h else 0 * x
    along <- -solve(t(z) %*% hessian %*% z,
                    t(z) %*% (g + hessian %*% particular))
    x <- x + as.numeric(particular + z %*% along)
  }
  list(x = best, residual = residual,
       conditions = sum(lengths(lapply(conditions, function(f) f(best)))))
}

lav_free <- function(fit) {
  table <- fit@ParTable
  table$est[match(seq_len(max(table$free)), table$free)]
}

# A parameter that a constraint holds at one value has no sampling variance;
# numerically that is a tiny number of either sign, hence not always a root.
standard_errors <- function(fit) {
  errors <- parTable(fit)$se
  errors[is.na(errors) | errors < 1e-7] <- 0
  errors
}

same_options <- function(first, final) {
  given <- c("start", "optim.method")
  a <- lavInspect(first, "options")
  b <- lavInspect(final, "options")
  keep <- setdiff(union(names(a), names(b)), given)
  different <- Filter(function(name) !identical(a[[name]], b[[name]]), keep)
  if (length(different) > 0) print(different)
  length(different) == 0
}

# lavaan's fit at the polished solution, with what was achieved.
fit_case <- function(case) {
  kind <- case$options$kind
  fit_arguments(if (is.null(kind)) "sem" else kind, call_arguments(case))
}

fit_arguments <- function(fitter, arguments, tolerance = 1e-9) {
  quiet <- capture.output(first <- do.call(fitter, arguments))
  if (!lavInspect(first, "converged")) stop("lavaan did not converge")
  solution <- polish(first)
  if (solution$residual > tolerance) {
    stop("not polished: ", format(solution$residual))
  }
  drift <- max(abs(solution$x - lav_free(first)) /
                 pmax(1, abs(solution$x)))
  if (drift > 1e-3) stop("polishing moved the solution by ", format(drift))
  start <- parTable(first)
  start$est[start$free > 0] <- solution$x[start$free[start$free > 0]]
  arguments$start <- start
  arguments$optim.method <- "none"
  # Left to its default, fixed.x is switched off when starting values are given.
  arguments$fixed.x <- lavInspect(first, "options")$fixed.x
  quiet <- capture.output(
    suppressWarnings(final <- do.call(fitter, arguments)))
  # The baseline model must not start from this model's estimates; its own
  # starting values are its solution, or lead there.
  final@baseline <- first@baseline
  stopifnot(same_options(first, final))
  stopifnot(max(abs(lav_free(final) - solution$x)) < 1e-12)
  # Restarting must not change what is free, active or tested.
  stopifnot(
    fitMeasures(final, "df") == fitMeasures(first, "df"),
    all.equal(pmax(standard_errors(final), 1e-6),
              pmax(standard_errors(first), 1e-6), tolerance = 1e-3))
  list(fit = final, residual = solution$residual, drift = drift)
}

# --- what is written ---------------------------------------------------------

# lavaan's search for the RMSEA limits stops at a tolerance of 1e-4, and its
# p-values are differences from 1. Both are solved here to the last digit, and
# stop the script where they leave lavaan's.
rmsea_limits <- function(fit, measures) {
  total <- rmsea_total(fit, measures)
  df <- measures[["df"]]
  groups <- lavInspect(fit, "ngroups")
  noncentrality_limits(measures[["chisq"]], df, total * df / groups,
                       measures[["rmsea.ci.level"]])
}

# The limits where x follows a noncentral chi-squared distribution whose
# noncentrality is the squared RMSEA times `unit`.
noncentrality_limits <- function(x, df, unit, level) {
  noncentrality <- function(probability) {
    gap <- function(lambda) pchisq(x, df, ncp = lambda) - probability
    if (gap(0) < 0) return(0)
    upper <- max(x, 1)
    while (gap(upper) > 0) upper <- 2 * upper
    uniroot(gap, c(0, upper), tol = 1e-13, maxiter = 10000)$root
  }
  tails <- c(lower = 1 - (1 - level) / 2, upper = (1 - level) / 2)
  sqrt(vapply(tails, noncentrality, 0) / unit)
}

# The test that the scaled and robust fit measures derive from.
scaled_test <- function(fit) {
  scaled <- Filter(function(test) !is.null(test$scaling.factor), fit@test)
  if (length(scaled) > 0) scaled[[1]]
}

# The limits of the scaled and of the robust RMSEA, to the last digit.
scaled_limits <- function(fit, measures) {
  test <- scaled_test(fit)
  df <- measures[["df"]]
  if (df == 0) return(list())
  unit <- rmsea_total(fit, measures) * df / lavInspect(fit, "ngroups")
  level <- measures[["rmsea.ci.level"]]
  limits <- list()
  if (!is.null(test)) {
    trace <- sum(test$trace.UGamma)
    limits$scaled <- if (test$test == "scaled.shifted") {
      noncentrality_limits(test$stat, df, unit, level)
    } else {
      noncentrality_limits(measures[["chisq"]], trace, unit * trace / df,
                           level)
    }
  }
  if ("rmsea.robust" %in% names(measures)) {
    limits$robust <- if (is_full_information(fit)) {
      complete <- completed_misfit(fit)
      factor <- complete$k / df
      noncentrality_limits(max(complete$x / factor, 0), df, unit / factor,
                           level)
    } else {
      noncentrality_limits(test$stat, df, unit / test$scaling.factor, level)
    }
  }
  limits
}

is_two_stage <- function(fit) {
  grepl("two.stage", lavInspect(fit, "options")$missing, fixed = TRUE)
}

# The misfit of incomplete cases as if they were complete (Zhang & Savalei,
# 2023), and its expectation: V3 for any distribution, else V6, as lavaan
# chooses. lavaan 0.6-14 takes exogenous variables for fixed in W_c though
# fixed.x is FALSE; here they count.
completed_misfit <- function(fit) {
  internal <- asNamespace("lavaan")
  if (fit@Model@fixed.x) {
    found <- internal$lav_fit_fiml_corrected(
      fit, version = if (is.null(scaled_test(fit))) "V6" else "V3")
    return(list(x = found$XX3, k = found$c.hat3 * found$df3))
  }
  fit@Options$h1.information <- rep("unstructured", 2)
  fit@Options$observed.information <- rep("h1", 2)
  saturated <- lavTech(fit, "h1", add.labels = TRUE)
  sizes <- unlist(fit@SampleStats@nobs)
  joined <- function(parts) {
    internal$lav_matrix_bdiag(Map("*", sizes / sum(sizes), parts))
  }
  w_m <- joined(internal$lav_model_h1_information_observed(fit))
  w_c <- joined(lapply(saturated, function(group) {
    internal$lav_mvnorm_information_expected(
      Sigma = group$cov, meanstructure = TRUE)
  }))
  gamma <- solve(w_m)
  delta <- do.call(rbind, lavTech(fit, "delta"))
  weighted <- w_m %*% delta
  u <- w_m - weighted %*% lavTech(fit, "inverted.information") %*% t(weighted)
  moved <- gamma %*% u %*% gamma
  expected <- if (is.null(scaled_test(fit))) {
    sum(w_c * moved)
  } else {
    products <- joined(internal$lav_model_h1_information_firstorder(fit))
    sum(w_c * (moved %*% products %*% moved))
  }
  deviance <- Map(function(s, implied, n) {
    w <- solve(implied$cov)
    d <- s$mean - implied$mean
    n * (log(det(implied$cov)) - log(det(s$cov)) + sum(w * s$cov) - nrow(w) +
           sum(d * (w %*% d)))
  }, saturated, lavTech(fit, "implied"), sizes)
  # Where sampling weights make a group's size a fraction, lavaan cuts it off.
  list(x = sum(unlist(deviance)), k = expected,
       whole = sum(unlist(deviance) / sizes * floor(sizes + 1e-9)))
}

# The robust indices of incomplete cases, where lavaan's own have another
# baseline model or take free exogenous variables for fixed; elsewhere the
# script stops where they leave lavaan's.
completed_measures <- function(fit, measures, baseline) {
  if (fit@Model@fixed.x) return(measures)
  own <- completed_misfit(fit)
  other <- completed_misfit(
    if (is.null(baseline)) lavaan:::lav_object_independence(fit) else baseline)
  df <- measures[["df"]]
  groups <- lavInspect(fit, "ngroups")
  unit <- rmsea_total(fit, measures) * df / groups
  factor <- own$k / df
  indices <- function(misfit, null) {
    x <- misfit / factor
    excess <- misfit - own$k
    worst <- null - other$k
    cfi <- 1 - max(excess, 0) / max(excess, worst, 0)
    tli <- 1 - (excess / df) / (worst / measures[["baseline.df"]])
    c(cfi.robust = cfi, tli.robust = tli, nnfi.robust = tli,
      rni.robust = 1 - excess / worst,
      rmsea.robust = sqrt(max(excess, 0) / unit),
      rmsea.pvalue.robust = pchisq(
        x, df, ncp = unit * 0.05^2 / factor, lower.tail = FALSE),
      rmsea.notclose.pvalue.robust = pchisq(
        x, df, ncp = unit * 0.08^2 / factor))
  }
  found <- indices(own$x, other$x)
  has_exogenous <- length(unlist(fit@pta$vnames$ov.x)) > 0
  if (is.null(baseline) && !has_exogenous) {
    lavaan_like <- indices(own$whole, other$whole)
    stopifnot(all(abs(lavaan_like - measures[names(found)]) < 1e-6))
  }
  is_whole <- abs(own$x - own$whole) < 1e-6 * own$x
  if (!is.null(baseline) || has_exogenous || !is_whole) {
    measures[names(found)] <- found
    limits <- noncentrality_limits(
      max(own$x / factor, 0), df, unit / factor,
      measures[["rmsea.ci.level"]])
    measures[c("rmsea.ci.lower.robust", "rmsea.ci.upper.robust")] <- limits
  }
  measures
}

is_full_information <- function(fit) {
  lavInspect(fit, "options")$missing %in% c("ml", "ml.x")
}

# lavaan divides by N under normal likelihood and by N less the number of
# groups elsewhere; the RMSEA itself tells which, unless it is zero.
rmsea_total <- function(fit, measures) {
  groups <- lavInspect(fit, "ngroups")
  total <- fit@SampleStats@ntotal
  excess <- measures[["chisq"]] - measures[["df"]]
  options <- lavInspect(fit, "options")
  if (excess > 0) {
    candidates <- c(total, total - groups)
    found <- sqrt(groups * excess / (candidates * measures[["df"]]))
    matching <- candidates[abs(found - measures[["rmsea"]]) < 1e-9]
    stopifnot(length(matching) == 1)
    matching
  } else if (options$estimator == "ML" && options$likelihood == "normal") {
    total
  } else {
    total - groups
  }
}

# lavaan 0.6-14 takes the number of exogenous variables from the number of
# correlations and means under CRMR also with conditional.x, where no moment of
# theirs is among them.
count_correlations <- function(fit, measures) {
  if (!lavInspect(fit, "options")$conditional.x) return(measures)
  sizes <- unique(t(mapply(function(all, x) c(length(all) - length(x),
                                              length(x)),
                           fit@pta$vnames$ov, fit@pta$vnames$ov.x)))
  stopifnot(nrow(sizes) == 1)
  p <- sizes[1]
  for (name in c("crmr", "crmr_nomean")) {
    count <- p * (p - 1) / 2 + if (name == "crmr") p else 0
    measures[[name]] <- measures[[name]] * sqrt((count - sizes[2]) / count)
  }
  measures
}

fit_block <- function(fit, left_out = character(0), baseline = NULL) {
  measures <- unclass(fitMeasures(fit, baseline.model = baseline))
  measures <- setNames(as.numeric(measures), names(measures))
  if (is_full_information(fit) && measures[["df"]] > 0) {
    measures <- completed_measures(fit, measures, baseline)
  }
  measures <- measures[!names(measures) %in% left_out]
  measures <- count_correlations(fit, measures)
  if (!is.na(measures["rmsea.ci.lower"]) && measures["df"] > 0) {
    exact <- rmsea_limits(fit, measures)
    for (side in c("lower", "upper")) {
      name <- paste0("rmsea.ci.", side)
      if (abs(measures[[name]] - exact[[side]]) > 1e-4) {
        stop(name, ": ", measures[[name]], " against ", exact[[side]])
      }
      measures[[name]] <- exact[[side]]
    }
  }
  exact <- scaled_limits(fit, measures)
  for (kind in names(exact)) {
    for (side in c("lower", "upper")) {
      name <- paste0("rmsea.ci.", side, ".", kind)
      if (abs(measures[[name]] - exact[[kind]][[side]]) > 1e-4) {
        stop(name, ": ", measures[[name]], " against ", exact[[kind]][[side]])
      }
      measures[[name]] <- exact[[kind]][[side]]
    }
  }
  for (stem in c("", "baseline.", "scaled", "baseline.scaled")) {
    suffix <- if (grepl("scaled", stem)) ".scaled" else ""
    stem <- sub("scaled", "", stem)
    name <- paste0(stem, "pvalue", suffix)
    if (!is.na(measures[name])) {
      tail <- pchisq(measures[[paste0(stem, "chisq", suffix)]],
                     measures[[paste0(stem, "df", suffix)]],
                     lower.tail = FALSE)
      stopifnot(abs(tail - measures[[name]]) < 1e-12)
      measures[[name]] <- tail
    }
  }
  names(measures) <- gsub(".", "_", names(measures), fixed = TRUE)
  as.list(measures)
}

parameter_rows <- function(fit) {
  estimates <- parameterEstimates(fit, remove.eq = TRUE, remove.ineq = TRUE,
                                  remove.system.eq = TRUE)
  table <- parTable(fit)
  keep <- !table$op %in% c("==", "<", ">")
  held <- standard_errors(fit)[keep] == 0
  table <- table[keep, ]
  estimates$se[held] <- 0
  estimates$z[held] <- NA
  estimates$pvalue[held] <- NA
  estimates$ci.lower[held] <- estimates$est[held]
  estimates$ci.upper[held] <- estimates$est[held]
  tail <- 2 * pnorm(-abs(estimates$z))
  stopifnot(all(abs(tail - estimates$pvalue) < 1e-12, na.rm = TRUE))
  estimates$pvalue <- tail
  kinds <- c(std_lv = "std.lv", std_all = "std.all", std_nox = "std.nox")
  standard <- lapply(kinds, function(type) {
    standardizedSolution(fit, type = type, remove.eq = TRUE,
                         remove.ineq = TRUE)
  })
  count <- nrow(table)
  stopifnot(nrow(estimates) == count,
            all(vapply(standard, nrow, 0L) == count))
  for (other in c(list(estimates), standard)) {
    stopifnot(identical(other$lhs, table$lhs), identical(other$op, table$op),
              identical(other$rhs, table$rhs))
  }
  number <- function(values, row) {
    value <- values[row]
    if (is.null(value) || is.nan(value)) NA else value
  }
  lapply(seq_len(count), function(i) {
    row <- list(
      lhs = table$lhs[i], op = table$op[i], rhs = table$rhs[i],
      group = as.integer(table$group[i]), label = table$label[i],
      free = as.integer(table$free[i]), est = estimates$est[i])
    columns <- c(se = "se", z = "z", pvalue = "pvalue",
                 ci_lower = "ci.lower", ci_upper = "ci.upper")
    for (name in names(columns)) {
      row[[name]] <- number(estimates[[columns[[name]]]], i)
    }
    for (name in names(kinds)) {
      row[[name]] <- number(standard[[name]]$est.std, i)
    }
    for (name in names(kinds)) {
      row[[paste0(name, "_se")]] <- number(standard[[name]]$se, i)
    }
    row
  })
}

# Every test, by name; without the standard one alone.
tests_block <- function(fit) {
  if (length(fit@test) < 2) return(NULL)
  number <- function(value) if (is.null(value)) NULL else as.numeric(value)
  lapply(unname(fit@test), function(test) {
    row <- list(test = test$test, chisq = as.numeric(test$stat),
                df = as.numeric(test$df))
    row$pvalue <- if (row$df > 0 && !is.na(test$pvalue)) {
      pchisq(row$chisq, row$df, lower.tail = FALSE)
    } else {
      NA
    }
    row$scaling_factor <- number(test$scaling.factor)
    row$shift_parameter <- number(test$shift.parameter)
    row
  })
}

nested <- function(matrix) {
  matrix <- unclass(matrix)
  list(names = colnames(matrix),
       values = lapply(seq_len(nrow(matrix)),
                       function(i) as.numeric(matrix[i, ])))
}

named_numbers <- function(values) {
  as.list(setNames(as.numeric(values), names(values)))
}

r2_block <- function(fit) {
  values <- lavInspect(fit, "rsquare")
  if (is.list(values)) lapply(values, named_numbers) else named_numbers(values)
}

rename_r2 <- function(block, rename) {
  if (any(vapply(block, is.list, TRUE))) {
    return(lapply(block, rename_r2, rename = rename))
  }
  setNames(block, vapply(names(block), rename, ""))
}

residual_block <- function(fit) {
  types <- c("raw", "cor.bollen", "normalized", "standardized")
  blocks <- lapply(types, function(type) {
    parts <- residuals(fit, type = type)
    # A residual over a standard error that is rounding has no value.
    parts <- lapply(parts, function(part) {
      if (is.numeric(part)) part[abs(part) > 1e6] <- NA
      part
    })
    block <- list(cov = nested(parts$cov))
    if (!is.null(parts$mean)) block$mean <- named_numbers(parts$mean)
    block
  })
  setNames(blocks, gsub(".", "_", types, fixed = TRUE))
}

implied_block <- function(fit) {
  implied <- lavInspect(fit, "implied")
  block <- function(parts) {
    values <- list(cov = nested(parts$cov))
    if (!is.null(parts$mean)) values$mean <- named_numbers(parts$mean)
    values
  }
  if (lavInspect(fit, "ngroups") > 1) lapply(implied, block) else block(implied)
}

# Without what concerns the moments of fixed exogenous variables: lavaan lists
# covariances among them, with rounding for an index, and regressions of one on
# other variables, with an information that leaves their moments out.
modification_block <- function(fit) {
  table <- modificationIndices(fit, sort. = FALSE)
  if (fit@Model@fixed.x) {
    exogenous <- unique(unlist(fit@pta$vnames$ov.x))
    table <- table[!(table$lhs %in% exogenous), ]
  }
  groups <- if (is.null(table$group)) rep(1L, nrow(table)) else table$group
  lapply(seq_len(nrow(table)), function(i) {
    list(lhs = table$lhs[i], op = table$op[i], rhs = table$rhs[i],
         group = as.integer(groups[i]), mi = table$mi[i], epc = table$epc[i],
         sepc_lv = table$sepc.lv[i], sepc_all = table$sepc.all[i],
         sepc_nox = table$sepc.nox[i])
  })
}

# Standard errors and z values of residuals, and root mean squares with their
# sampling error, by lavResiduals. Residuals near 0 have no z: lavaan then
# divides by 1. A mean square of residuals that are all 0 has no error; lavaan's
# is rounding where it is not NA. Residuals that are not 0 but do not vary, the
# means of incomplete cases by the expected information, have no unbiased mean
# square; lavaan repeats the biased one.
residual_test_block <- function(fit) {
  types <- c("raw", "cor", "cor.bentler")
  blocks <- lapply(types, function(type) {
    found <- lavResiduals(fit, type = type, se = TRUE, zstat = TRUE,
                          add.class = FALSE)
    if (lavInspect(fit, "ngroups") == 1) found <- list(found)
    lapply(unname(found), function(group) {
      clean <- function(part) {
        se <- group[[paste0(part, ".se")]]
        z <- group[[paste0(part, ".z")]]
        z[abs(group[[part]]) < 1e-4 | is.na(se) | se < 1e-6] <- NA
        se[is.na(se) | se < 1e-6] <- 0
        list(se = se, z = z)
      }
      cov <- clean("cov")
      values <- list(names = colnames(group$cov),
                     se = unname(cov$se), z = unname(cov$z))
      if (!is.null(group$mean)) {
        mean <- clean("mean")
        values$mean_se <- unname(mean$se)
        values$mean_z <- unname(mean$z)
      }
      table <- group$summary
      values$summary <- lapply(table, function(column) {
        names(column) <- gsub("cilupper", "ci.upper", rownames(table))
        if (column[[1]] < 1e-6 || is.na(column[[2]])) column[-1] <- NA
        as.list(setNames(column, gsub(".", "_", names(column), fixed = TRUE)))
      })
      values
    })
  })
  setNames(blocks, types)
}

# The same from lavaan's matrices, where its own are none or leave something
# out: of all groups at once, whose constraints tie their residuals together,
# of clusters and of two stages. Raw residuals and correlations, without
# summaries.
projected_residual_block <- function(fit) {
  groups <- lavInspect(fit, "ngroups")
  sizes <- unlist(lavInspect(fit, "nobs"))
  shares <- sizes / sum(sizes)
  options <- lavInspect(fit, "options")
  staged <- is_two_stage(fit)
  # The saturated moments and their information are those of full information.
  source <- if (staged) {
    update(fit, missing = "ml", se = "none", test = "none", start = "default",
           optim.method = "nlminb")
  } else {
    fit
  }
  as_list <- function(value) if (is.list(value)) value else list(value)
  information <- function(kind, where) {
    source@Options$information <- rep(kind, 2)
    source@Options$h1.information <- rep(where, 2)
    source@Options$observed.information <- rep("h1", 2)
    as_list(lavTech(source, paste0("h1.information.", kind)))
  }
  kind <- options$information[1]
  inverses <- lapply(information(kind, "unstructured"), MASS::ginv)
  gamma <- if (grepl("robust", options$se)) {
    Map(function(a, b) a %*% b %*% a, inverses,
        information("first.order", "unstructured"))
  } else {
    inverses
  }
  weight <- if (staged) {
    lapply(lavTech(fit, "implied"), function(group) {
      lavaan:::lav_mvnorm_information_expected(
        Sigma = group$cov, meanstructure = TRUE)
    })
  } else {
    information(kind, options$h1.information[1])
  }
  weight <- lav_matrix_bdiag(Map("*", shares, weight))
  gamma <- lav_matrix_bdiag(Map("/", gamma, sizes))
  delta <- do.call(rbind, lavTech(fit, "delta"))
  # The directions that linear constraints leave.
  basis <- if (nrow(fit@Model@con.jac) > 0) {
    null_space(fit@Model@con.jac, ncol(delta))$basis
  } else {
    diag(ncol(delta))
  }
  reduced <- delta %*% basis
  projection <- reduced %*% solve(t(reduced) %*% weight %*% reduced,
                                  t(reduced) %*% weight)
  left <- diag(nrow(projection)) - projection
  joint <- left %*% gamma %*% t(left)
  saturated <- lavTech(fit, "h1", add.labels = TRUE)
  implied <- lavTech(fit, "implied", add.labels = TRUE)
  count <- nrow(joint) / groups
  lapply(c(raw = "raw", cor = "cor"), function(type) {
    lapply(seq_len(groups), function(g) {
      s <- unclass(saturated[[g]]$cov)
      p <- nrow(s)
      sd <- sqrt(diag(s))
      own <- joint[(g - 1) * count + seq_len(count), ][
        , (g - 1) * count + seq_len(count)]
      mean <- as.numeric(saturated[[g]]$mean) - as.numeric(implied[[g]]$mean)
      cov <- s - implied[[g]]$cov
      change <- diag(count)
      if (type == "cor") {
        change <- lav_matrix_bdiag(diag(1 / sd), numDeriv::jacobian(
          function(v) lav_matrix_vech(cov2cor(lav_matrix_vech_reverse(v))),
          lav_matrix_vech(s)))
        mean <- mean / sd
        cov <- cov2cor(s) - cov2cor(implied[[g]]$cov)
      }
      variances <- rowSums((change %*% own) * change)
      errors <- sqrt(pmax(variances, 0))
      errors[errors < 1e-6] <- 0
      ratio <- function(residual, error) {
        z <- residual / error
        z[abs(residual) < 1e-4 | error < 1e-6] <- NA
        z
      }
      se <- lav_matrix_vech_reverse(errors[-seq_len(p)])
      list(names = colnames(s), se = se, z = ratio(unname(cov), se),
           mean_se = errors[seq_len(p)],
           mean_z = ratio(mean, errors[seq_len(p)]))
    })
  })
}

chi_square <- function(statistic, df) {
  list(X2 = statistic, df = as.integer(df),
       p_value = pchisq(statistic, df, lower.tail = FALSE))
}

# Score tests of equality constraints, or of added parameters. Degrees of
# freedom are the directions that the release opens; lavaan counts constraints,
# of which some may only identify the model. Where these numbers differ, its
# expected changes are one solution among many and are left out. Outside ML its
# expected changes have the wrong sign, against its own modindices().
score_test_block <- function(fit, add = NULL) {
  found <- if (is.null(add)) {
    lavTestScore(fit, epc = TRUE)
  } else {
    lavTestScore(fit, add = add, epc = TRUE)
  }
  count <- found$test$df
  if (is.null(add)) {
    information <- lavInspect(fit, "information.expected")
    spread <- 1 / sqrt(diag(information))
    values <- eigen(information * outer(spread, spread))$values
    count <- sum(values > 1e-9) -
      (nrow(information) - qr(fit@Model@con.jac)$rank)
  }
  likelihood <- lavInspect(fit, "options")$estimator == "ML"
  block <- list(total = chi_square(found$test$X2, count))
  if (!is.null(add)) block$add <- add
  block$uni <- lapply(seq_len(nrow(found$uni)), function(i) {
    row <- list(lhs = found$uni$lhs[i], rhs = found$uni$rhs[i],
                X2 = found$uni$X2[i],
                p_value = pchisq(found$uni$X2[i], 1, lower.tail = FALSE))
    if (!is.null(add)) row$epc <- (if (likelihood) 1 else -1) * found$uni$epc[i]
    row
  })
  if (likelihood && count == found$test$df) {
    table <- found$epc[!is.na(found$epc$epc), ]
    groups <- if (is.null(table$group)) rep(1L, nrow(table)) else table$group
    block$epc <- lapply(seq_len(nrow(table)), function(i) {
      list(lhs = table$lhs[i], op = table$op[i], rhs = table$rhs[i],
           group = as.integer(groups[i]), epc = table$epc[i],
           epv = table$epv[i], sepc_lv = table$sepc.lv[i],
           sepc_all = table$sepc.all[i], sepc_nox = table$sepc.nox[i])
    })
  }
  block
}

wald_block <- function(fit, texts) {
  lapply(texts, function(text) {
    found <- lavTestWald(fit, text)
    c(list(text = text), chi_square(found$stat, found$df))
  })
}

# Factor scores and predicted values of some rows of every group, with the
# standard errors of the scores. Bartlett's scores of factors that only other
# factors measure are not defined; lavaan gives the latent mean.
score_block <- function(fit) {
  groups <- lavInspect(fit, "ngroups")
  rows <- lavInspect(fit, "case.idx")
  if (groups == 1) rows <- list(rows)
  as_list <- function(values) if (groups == 1) list(values) else values
  blocks <- list()
  for (method in c("regression", "Bartlett")) {
    for (type in c("lv", "ov")) {
      found <- if (type == "lv") {
        lavPredict(fit, method = method, se = "standard")
      } else {
        lavPredict(fit, method = method, type = "ov")
      }
      errors <- attr(found, "se")
      found <- as_list(found)
      for (g in seq_len(groups)) {
        values <- unclass(found[[g]])
        attributes(values)[setdiff(names(attributes(values)),
                                   c("dim", "dimnames"))] <- NULL
        shown <- unique(c(1:3, seq(10, nrow(values), by = 25), nrow(values)))
        # For outcomes of regressions lavaan leaves observed predictors out.
        names <- if (type == "lv") colnames(values) else {
          setdiff(intersect(colnames(values), fit@pta$vnames$ov.ind[[g]]),
                  fit@pta$vnames$eqs.y[[g]])
        }
        if (type == "lv" && method == "Bartlett") {
          table <- parTable(fit)
          table <- table[table$group == g & table$op == "=~", ]
          own <- table$lhs[!(table$rhs %in% colnames(values))]
          names <- intersect(names, own)
        }
        block <- list(
          method = tolower(method), type = type, group = g,
          names = as.list(names), rows = as.list(rows[[g]][shown]),
          values = lapply(shown, function(i) as.numeric(values[i, names])))
        if (type == "lv") {
          se <- errors[[g]]
          colnames(se) <- colnames(values)
          block$se <- as.numeric(se[1, names])
        }
        blocks <- c(blocks, list(block))
      }
    }
  }
  blocks
}

comparison_block <- function(fit, other) {
  against <- fit_case(read_case(file.path("..", other, "model.lav")))$fit
  chisq <- as.numeric(fitMeasures(fit, "chisq") - fitMeasures(against, "chisq"))
  df <- as.numeric(fitMeasures(fit, "df") - fitMeasures(against, "df"))
  list(against = other, chisq_diff = chisq, df_diff = df,
       pvalue = pchisq(chisq, df, lower.tail = FALSE))
}

# A printed figure agrees within half of its last digit.
agrees <- function(printed, value) {
  mantissa <- sub("[eE].*$", "", printed)
  exponent <- if (grepl("[eE]", printed)) {
    as.numeric(sub("^.*[eE]", "", printed))
  } else {
    0
  }
  decimals <- if (grepl(".", mantissa, fixed = TRUE)) {
    nchar(sub("^[^.]*[.]", "", mantissa))
  } else {
    0
  }
  half <- 0.5 * 10^(exponent - decimals)
  !is.na(value) && abs(as.numeric(printed) - value) <= half * (1 + 1e-9)
}

check_published <- function(published, result) {
  disagreements <- character(0)
  check <- function(printed, value, what) {
    if (!agrees(printed, value)) {
      disagreements <<- c(disagreements, paste0(
        what, ": published ", printed, ", found ", format(value, digits = 9)))
    }
  }
  same <- function(a, b) {
    a$lhs == b$lhs && a$op == b$op && a$rhs == b$rhs &&
      (is.null(a$group) || a$group == b$group)
  }
  for (part in c("fit", "comparison")) {
    for (name in names(published[[part]])) {
      check(published[[part]][[name]], result[[part]][[name]], name)
    }
  }
  for (part in c("parameters", "modification_indices")) {
    for (row in published[[part]]) {
      found <- Filter(function(other) same(row, other), result[[part]])
      stopifnot(length(found) == 1)
      for (name in setdiff(names(row), c("lhs", "op", "rhs", "group"))) {
        check(row[[name]], found[[1]][[name]],
              paste(row$lhs, row$op, row$rhs, name))
      }
    }
  }
  if (length(disagreements) > 0) stop(paste(disagreements, collapse = "\n"))
}

# One published parameter: its name as in the model, then printed figures.
printed <- function(lhs, op, rhs, ..., group = 1L) {
  list(lhs = lhs, op = op, rhs = rhs, group = as.integer(group), ...)
}

# One parameter or measure a line, so that a change shows as a line in a diff.
json_lines <- function(result) {
  text <- function(value) {
    as.character(toJSON(value, digits = I(15), auto_unbox = TRUE, na = "null",
                        null = "null"))
  }
  section <- function(name) {
    value <- result[[name]]
    key <- paste0("  ", text(name), ": ")
    if (is.list(value) && length(value) > 0 && is.null(names(value)) &&
        is.list(value[[1]])) {
      rows <- vapply(value, text, "")
      paste0(key, "[\n    ", paste(rows, collapse = ",\n    "), "\n  ]")
    } else if (name == "fit") {
      rows <- paste0(vapply(names(value), text, ""), ": ",
                     vapply(value, text, ""))
      paste0(key, "{\n    ", paste(rows, collapse = ",\n    "), "\n  }")
    } else {
      paste0(key, text(value))
    }
  }
  sections <- vapply(names(result), section, "")
  c("{", paste(sections, collapse = ",\n"), "}")
}

# Fits model.lav in this folder and writes reference.json beside it; or writes
# another fit of fit_arguments(), with other names of variables.
write_reference <- function(title, source, published = NULL, notes = NULL,
                            residuals = FALSE, implied = FALSE,
                            modification_indices = FALSE,
                            residual_tests = FALSE,
                            projected_residuals = FALSE, factor_scores = FALSE,
                            score_tests = FALSE, added = NULL, wald = NULL,
                            compare = NULL, polished_baseline = FALSE,
                            left_out = character(0),
                            fitted = fit_case(read_case()), rename = identity) {
  fit <- fitted$fit
  result <- list(
    title = title, source = source, software = "R lavaan",
    version = paste0("lavaan ", packageDescription("lavaan")$Version,
                     ", R ", getRversion()),
    command = "Rscript reference.R")
  if (!is.null(notes)) result$notes <- as.list(notes)
  result$nobs <- as.list(as.integer(unlist(lavInspect(fit, "nobs"))))
  if (lavInspect(fit, "ngroups") > 1) {
    result$groups <- as.list(lavInspect(fit, "group.label"))
  }
  result$gradient <- fitted$residual
  case <- read_case()
  has_auxiliary <- !is.null(case$options$auxiliary)
  result$parameters <- lapply(parameter_rows(fit), function(row) {
    row$lhs <- rename(row$lhs)
    row$rhs <- rename(row$rhs)
    # With auxiliary variables no variable is exogenous to lavaan.
    if (has_auxiliary) {
      row <- row[!names(row) %in% c("std_nox", "std_nox_se")]
    }
    row
  })
  result$fit <- fit_block(
    fit, left_out,
    if (has_auxiliary || is_two_stage(fit) || polished_baseline) {
      baseline_fit(case)
    })
  result$tests <- tests_block(fit)
  result$r2 <- rename_r2(r2_block(fit), rename)
  if (implied) result$implied <- implied_block(fit)
  if (residuals) result$residuals <- residual_block(fit)
  if (modification_indices) {
    result$modification_indices <- modification_block(fit)
  }
  if (residual_tests) result$residual_tests <- residual_test_block(fit)
  if (projected_residuals) {
    result$residual_tests <- projected_residual_block(fit)
  }
  if (score_tests) result$score_tests <- score_test_block(fit)
  if (!is.null(added)) result$added <- score_test_block(fit, added)
  if (!is.null(wald)) result$wald <- wald_block(fit, wald)
  if (factor_scores) result$factor_scores <- score_block(fit)
  if (!is.null(compare)) result$comparison <- comparison_block(fit, compare)
  if (!is.null(published)) {
    check_published(published, result)
    result$published <- published
  }
  writeLines(json_lines(result), "reference.json")
  cat(sprintf("%-40s chisq %10.3f df %3d  gradient %.1e drift %.1e\n",
              basename(getwd()), result$fit$chisq, as.integer(result$fit$df),
              fitted$residual, fitted$drift))
}
