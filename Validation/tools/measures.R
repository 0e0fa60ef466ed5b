# Fit measures, where lavaan's need a digit more or another baseline model.

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

is_full_information <- function(fit) {
  lavInspect(fit, "options")$missing %in% c("ml", "ml.x")
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
  # lavaan 0.7, whose names Latent has, calls another index gfi.
  classic <- names(measures) %in% c("gfi", "agfi")
  names(measures)[classic] <- paste0(names(measures)[classic], "_lisrel")
  as.list(measures)
}

# The measures that Latent computes as lavaan 0.7 does, not as 0.6-14: residual
# measures given exogenous variables, whose slopes count there.
older_measures <- function(fit) {
  if (lavInspect(fit, "options")$conditional.x) {
    c("rmr", "srmr", "srmr_bentler", "crmr")
  }
}
