# Parameters, tests, R squared, moments, residuals, modification indices and
# factor scores of a fit, as they stand in reference.json.

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
