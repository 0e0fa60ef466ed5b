# Puts reference.json together.

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

has_active_bounds <- function(fit) {
  table <- parTable(fit)
  at <- function(bound) {
    if (is.null(bound)) return(FALSE)
    any(table$free > 0 & abs(table$est - bound) < 1e-12)
  }
  at(table$lower) || at(table$upper)
}

# What reference.json of the folder holds, by the case's entry in cases.json.
make_reference <- function(folder, entry, sources) {
  case <- read_case(file.path(folder, "model.lav"))
  fitted <- if (is.null(entry$fit)) {
    if (is.null(case$expanded)) fit_case(case) else fit_expanded(case)
  } else {
    list(gls = robust_gls, survey = survey_fit)[[entry$fit]](case)
  }
  fit <- fitted$fit
  source <- sources[[entry$source]]
  result <- list(
    title = entry$title,
    source = if (is.null(source)) entry$source else source,
    software = "R lavaan",
    version = paste0("lavaan ", packageDescription("lavaan")$Version,
                     ", R ", getRversion()),
    command = paste("Rscript tools/make-references.R", basename(folder)))
  notes <- c(entry$notes, fitted$notes)
  if (!is.null(notes)) result$notes <- as.list(notes)
  result$nobs <- as.list(as.integer(unlist(lavInspect(fit, "nobs"))))
  if (lavInspect(fit, "ngroups") > 1) {
    result$groups <- as.list(lavInspect(fit, "group.label"))
  }
  result$gradient <- fitted$residual
  # Products are x:z to Latent and x.z to lavaan.
  rename <- if (is.null(fitted$rename)) identity else fitted$rename
  has_auxiliary <- !is.null(case$options$auxiliary)
  rows <- parameter_rows(fit)
  if (!is.null(case$expanded)) rows <- standardize_products(fit, rows)
  result$parameters <- lapply(rows, function(row) {
    row$lhs <- rename(row$lhs)
    row$rhs <- rename(row$rhs)
    # With auxiliary variables no variable is exogenous to lavaan.
    if (has_auxiliary) {
      row <- row[!names(row) %in% c("std_nox", "std_nox_se")]
    }
    row
  })
  # Estimates on bounds count as equalities in the errors of lavaan 0.7, and
  # here: newer.R writes them.
  errors <- c("se", "z", "pvalue", "ci_lower", "ci_upper", "std_lv_se",
              "std_all_se", "std_nox_se")
  older <- list()
  if (has_active_bounds(fit)) {
    older$parameters <- lapply(result$parameters, function(row) {
      row[c("lhs", "op", "rhs", "group", intersect(errors, names(row)))]
    })
    result$parameters <- lapply(result$parameters, function(row) {
      row[setdiff(names(row), errors)]
    })
  }
  result$fit <- fit_block(
    fit, unlist(entry$left_out),
    if (has_auxiliary || is_two_stage(fit) ||
        identical(entry$baseline, "polished")) {
      baseline_fit(case)
    })
  measures <- older_measures(fit)
  if (!is.null(measures)) {
    older$fit <- result$fit[measures]
    result$fit[measures] <- NULL
  }
  # Made by newer.R, with another version of lavaan.
  committed <- file.path(folder, "reference.json")
  if (file.exists(committed)) {
    result$newer <- fromJSON(committed, simplifyVector = FALSE)$newer
  }
  if (length(older) > 0) result$older <- older
  result$tests <- tests_block(fit)
  result$r2 <- rename_r2(r2_block(fit), rename)
  blocks <- list(
    implied = implied_block, residuals = residual_block,
    modification_indices = modification_block,
    residual_tests = residual_test_block,
    projected_residuals = projected_residual_block,
    score_tests = score_test_block)
  keys <- c(projected_residuals = "residual_tests")
  stopifnot(unlist(entry$write) %in% c(names(blocks), "factor_scores"))
  for (name in intersect(names(blocks), unlist(entry$write))) {
    key <- if (name %in% names(keys)) keys[[name]] else name
    result[[key]] <- blocks[[name]](fit)
  }
  if (!is.null(entry$added)) result$added <- score_test_block(fit, entry$added)
  if (!is.null(entry$wald)) result$wald <- wald_block(fit, entry$wald)
  if ("factor_scores" %in% entry$write) {
    result$factor_scores <- score_block(fit)
  }
  if (!is.null(entry$compare)) {
    result$comparison <- comparison_block(fit, case, entry$compare)
  }
  if (!is.null(entry$published)) {
    check_published(entry$published, result)
    result$published <- entry$published
  }
  cat(sprintf("%-40s chisq %10.3f df %3d  gradient %.1e drift %.1e\n",
              basename(folder), result$fit$chisq, as.integer(result$fit$df),
              fitted$residual, fitted$drift))
  result
}

# The places where two references differ, with both values. The gradient is
# rounding and left out.
different_values <- function(found, committed, place = "", tolerance = 1e-8) {
  if (place == "/gradient") return(character(0))
  shown <- function(value) {
    as.character(toJSON(value, digits = I(15), auto_unbox = TRUE,
                        null = "null"))
  }
  if (is.list(found) && is.list(committed)) {
    if (!identical(names(found), names(committed)) ||
        length(found) != length(committed)) {
      return(paste0(place, " holds other entries"))
    }
    labels <- if (is.null(names(found))) seq_along(found) else names(found)
    return(unlist(lapply(seq_along(found), function(i) {
      different_values(found[[i]], committed[[i]],
                       paste0(place, "/", labels[i]), tolerance)
    })))
  }
  same <- if (is.numeric(found) && is.numeric(committed)) {
    abs(found - committed) <= tolerance * max(1, abs(committed))
  } else {
    identical(found, committed)
  }
  if (same) return(character(0))
  paste0(place, " ", shown(found), " against ", shown(committed))
}
