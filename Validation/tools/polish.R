# Fits by lavaan, to the last digit.
#
# lavaan stops when the objective no longer moves, which leaves about six
# digits in the estimates. Here its solution is polished by Newton steps on the
# first-order (Karush-Kuhn-Tucker) conditions with lavaan's own gradient, and
# lavaan then computes everything else at the polished point.

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

# lavaan's gradient, which 0.7 has under another name.
model_gradient <- function(..., weighs) {
  own <- asNamespace("lavaan")
  if (exists("lav_model_gradient", own)) {
    own$lav_model_gradient(..., group.weight = weighs)
  } else {
    own$lav_model_grad(..., group_weight = weighs)
  }
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
    model_gradient(
      lavmodel = lavaan:::lav_model_set_parameters(model, x),
      lavsamplestats = fit@SampleStats, lavdata = fit@Data,
      lavcache = fit@Cache, type = "free", weighs = weighs)
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
  list(fit = final, first = first, residual = solution$residual,
       drift = drift)
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
