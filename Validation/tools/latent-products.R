# Fits models that lavaan reads only when they are written out: a case's
# expanded.lav is what model.lav expands to, with names x.z where Latent has
# x:z. The products of indicators that it names are computed here.
#
# Products are centred within groups, by double mean centring (Lin, Wen, Marsh &
# Lin, 2010), as semTools::indProd(match = FALSE, doubleMC = TRUE) does in one
# group; with missing values at the means of the available cases, as there.

center <- function(x) x - mean(x, na.rm = TRUE)

# Adds the columns a.b for pairs such as "x1.z1".
add_products <- function(data, names, group = NULL, centering = "double") {
  groups <- if (is.null(group)) rep(1, nrow(data)) else data[[group]]
  for (name in names) {
    factors <- strsplit(name, ".", fixed = TRUE)[[1]]
    product <- ave(data[[factors[1]]], groups, FUN = center) *
      ave(data[[factors[2]]], groups, FUN = center)
    if (centering == "double") product <- ave(product, groups, FUN = center)
    data[[name]] <- product
  }
  data
}

# All pairs of two sets of names.
all_pairs <- function(first, second) {
  as.vector(t(outer(first, second, paste, sep = ".")))
}

# The products of indicators: names with one dot right of =~.
product_names <- function(lines) {
  loadings <- grep("=~", lines, fixed = TRUE, value = TRUE)
  names <- unlist(lapply(sub("^.*=~", "", loadings), function(text) {
    trimws(strsplit(text, "+", fixed = TRUE)[[1]])
  }))
  grep(".", names, fixed = TRUE, value = TRUE)
}

fit_expanded <- function(case) {
  products <- product_names(case$expanded)
  centering <- case$options[["product-centering"]]
  case$options[c("products", "product-centering")] <- NULL
  case$model <- paste(case$expanded, collapse = "\n")
  arguments <- call_arguments(case)
  arguments$data <- add_products(
    arguments$data, products, case$options$group,
    if (is.null(centering)) "double" else centering)
  kind <- if (is.null(case$options$kind)) "sem" else case$options$kind
  fitted <- fit_arguments(kind, arguments)
  fitted$rename <- function(name) {
    sub("^([A-Za-z0-9]+)[.]([A-Za-z0-9]+)$", "\\1:\\2", name)
  }
  fitted
}

# Standardized values of rows with a latent product f.g, whose standard
# deviation is that of f times that of g (Brandt, Umbach & Kelava, 2015), as in
# lavaan since 0.7; 0.6-14 takes the product's own. Covariances with products
# scale by residual standard deviations in both.
standardize_products <- function(fit, rows) {
  table <- parTable(fit)
  table <- table[!table$op %in% c("==", "<", ">"), ]
  stopifnot(nrow(table) == length(rows))
  latent <- lavNames(fit, "lv")
  products <- Filter(function(name) {
    parts <- strsplit(name, ".", fixed = TRUE)[[1]]
    length(parts) == 2 && all(parts %in% c(latent, lavNames(fit, "ov")))
  }, latent)
  exogenous <- lavNames(fit, "ov.x")
  estimates <- lavInspect(fit, "est")
  places <- lavInspect(fit, "free")
  if (lavInspect(fit, "ngroups") == 1) {
    estimates <- list(estimates)
    places <- list(places)
  }
  filled <- function(group, x) {
    Map(function(values, free) {
      values[free > 0] <- x[free[free > 0]]
      values
    }, estimates[[group]][names(places[[group]])], places[[group]])
  }
  deviations <- function(group, x) {
    m <- filled(group, x)
    b <- if (is.null(m$beta)) 0 * m$psi else m$beta
    inverse <- solve(diag(nrow(b)) - b)
    e <- inverse %*% m$psi %*% t(inverse)
    sigma <- m$lambda %*% e %*% t(m$lambda) + m$theta
    own <- c(setNames(sqrt(diag(e)), rownames(m$psi)),
             setNames(sqrt(diag(sigma)), rownames(m$lambda)))
    own <- own[!duplicated(names(own))]
    for (name in products) {
      parts <- strsplit(name, ".", fixed = TRUE)[[1]]
      own[[name]] <- own[[parts[1]]] * own[[parts[2]]]
    }
    own
  }
  free <- table$est[match(seq_len(max(table$free)), table$free)]
  covariance <- lavInspect(fit, "vcov")
  scaled <- list(
    lv = function(name) name %in% latent,
    all = function(name) TRUE,
    nox = function(name) !name %in% exogenous)
  for (i in seq_along(rows)) {
    row <- table[i, ]
    if (!any(c(row$lhs, row$rhs) %in% products)) next
    # Loadings stay correlations, and so do covariances.
    if (row$op == "=~" || row$op == "~~" && row$lhs != row$rhs) next
    for (type in names(scaled)) {
      by <- function(name, own) if (scaled[[type]](name)) own[[name]] else 1
      value <- function(x) {
        own <- deviations(row$group, x)
        raw <- if (row$free > 0) x[row$free] else row$est
        switch(row$op,
               "~" = raw * by(row$rhs, own) / by(row$lhs, own),
               "~~" = raw / by(row$lhs, own)^2,
               "~1" = raw / by(row$lhs, own))
      }
      slopes <- numDeriv::grad(value, free)
      rows[[i]][[paste0("std_", type)]] <- value(free)
      rows[[i]][[paste0("std_", type, "_se")]] <-
        sqrt(sum(slopes * (covariance %*% slopes)))
    }
  }
  rows
}
