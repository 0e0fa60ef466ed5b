# Compares printed figures with what was found.

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
