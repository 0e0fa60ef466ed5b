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
